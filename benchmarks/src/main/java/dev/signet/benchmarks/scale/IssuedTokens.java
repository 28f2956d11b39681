package dev.signet.benchmarks.scale;

import dev.signet.benchmarks.revocation.AuthorityClient;
import dev.signet.benchmarks.serving.AuthorityUnderTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Has tokens issued before a measurement, to ask something of them in it. */
record IssuedTokens(AuthorityUnderTest authority) {
  private static final int CLIENTS = 16;

  List<String> take(int number) throws IOException, InterruptedException {
    AuthorityClient client = new AuthorityClient(authority);
    ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<String>> issued = new ArrayList<>();
      for (int i = 0; i < number; i++) {
        issued.add(executor.submit(client::issue));
      }
      List<String> tokens = new ArrayList<>();
      for (Future<String> each : issued) {
        tokens.add(each.get());
      }
      return tokens;
    } catch (ExecutionException e) {
      throw new IOException("a token was not issued", e);
    } finally {
      executor.shutdownNow();
    }
  }
}
