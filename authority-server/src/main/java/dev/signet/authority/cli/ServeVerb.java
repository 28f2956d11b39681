package dev.signet.authority.cli;

import dev.signet.authority.AuthorityServer;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** {@code serve}: runs the authority until it is told to stop. */
@Command(name = "serve", description = "Runs the authority until it is told to stop (SIGTERM).")
final class ServeVerb extends Verb {
  ServeVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() throws InterruptedException {
    AuthorityServer server = AuthorityServer.start(config(), terminal().clock());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  stopped.countDown();
                },
                "signet-stop"));
    stopped.await();
    return OK;
  }
}
