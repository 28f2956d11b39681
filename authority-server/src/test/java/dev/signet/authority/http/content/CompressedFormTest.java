package dev.signet.authority.http.content;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class CompressedFormTest {
  private static final byte[] PLAIN = "revoked ".repeat(100_000).getBytes(US_ASCII);

  @Test
  void unpacksToThePlainForm() throws IOException {
    byte[] compressed = new CompressedForm(PLAIN).bytes();

    assertThat(compressed).hasSizeLessThan(PLAIN.length / 100);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      assertThat(in.readAllBytes()).isEqualTo(PLAIN);
    }
  }

  @Test
  void isMadeOnceForAllWhoAskAtOnce() throws Exception {
    CompressedForm form = new CompressedForm(PLAIN);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    Set<byte[]> answers = Collections.newSetFromMap(new IdentityHashMap<>());
    try {
      Callable<byte[]> question = form::bytes;
      for (Future<byte[]> answer : threads.invokeAll(Collections.nCopies(64, question))) {
        answers.add(answer.get());
      }
    } finally {
      threads.shutdown();
    }

    assertThat(answers).hasSize(1);
  }
}
