package dev.signet.validator.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What an engine must get right before it is trusted with tokens: a published signature verifies,
 * no mutation of it does, and a refusal leaves the engine as good as it was.
 */
final class SelfTest {
  private static final String ANSWERS = "known-answers.properties";

  private SelfTest() {}

  /** Whether the engine passes; one that throws does not. */
  static boolean passes(Engine engine) {
    Properties answers = answers();
    String name = engine.scheme().joseName();
    byte[] input = answers.getProperty(name + ".input").getBytes(StandardCharsets.US_ASCII);
    byte[] good = decode(answers.getProperty(name + ".signature"));
    try {
      SignaturePool pool = new SignaturePool(engine, decode(answers.getProperty(name + ".key")));
      return pool.verify(input, input.length, good)
          && refusesAll(pool, input, forged(good, answers.getProperty(name + ".forged")))
          && !pool.verify(flipped(input, 0), input.length, good)
          && pool.verify(input, input.length, good);
    } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
      return false;
    }
  }

  private static boolean refusesAll(SignaturePool pool, byte[] input, List<byte[]> forged) {
    for (byte[] signature : forged) {
      if (pool.verify(input, input.length, signature)) {
        return false;
      }
    }
    return true;
  }

  private static List<byte[]> forged(byte[] good, @Nullable String published) {
    List<byte[]> forged = new ArrayList<>();
    forged.add(flipped(good, 0));
    forged.add(flipped(good, good.length / 2));
    forged.add(flipped(good, good.length - 1));
    // CVE-2022-21449: r = s = 0 verified for every message.
    forged.add(new byte[good.length]);
    if (published != null) {
      forged.add(decode(published));
    }
    return forged;
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] ^= 1;
    return changed;
  }

  private static byte[] decode(String base64) {
    return Base64.getUrlDecoder().decode(base64);
  }

  private static Properties answers() {
    Properties answers = new Properties();
    try (InputStream in = SelfTest.class.getResourceAsStream(ANSWERS)) {
      answers.load(Objects.requireNonNull(in, ANSWERS));
      return answers;
    } catch (IOException e) {
      throw new IllegalStateException("the library's own jar cannot be read", e);
    }
  }
}
