package dev.signet.authority.cli;

import dev.signet.authority.AuthorityServer;
import dev.signet.authority.archive.ClassArchive;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** The verb that runs the authority, and the one that makes its next start a short one. */
final class ServerVerbs {
  private ServerVerbs() {}

  /** {@code serve}: runs the authority until it is told to stop. */
  @Command(name = "serve", description = "Runs the authority until it is told to stop (SIGTERM).")
  static final class Serve extends Verb {
    Serve(Terminal terminal) {
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

  /** {@code archive-classes}: makes what lets later starts take a part of the time. */
  @Command(
      name = "archive-classes",
      description = {
        "Writes the classes of a start to authority-server.jsa beside the jar, as this JDK keeps"
            + " them in memory; the script signet starts with it. An authority is started for"
            + " that, in a temporary folder.",
        "The archive fits this jar and this JDK alone: make it anew when one of them changes."
            + " Where it does not fit, a start takes its usual time."
      })
  static final class ArchiveClasses extends Verb {
    ArchiveClasses(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
      Path archive = ClassArchive.ofThisJar().make(terminal().clock(), terminal().pause());
      long bytes = Files.size(archive);
      if (json()) {
        terminal().json(Json.object("archive", archive.toString(), "bytes", bytes));
      } else {
        terminal().out().println(archive + ": " + (bytes >> 20) + " MiB");
      }
      return OK;
    }
  }
}
