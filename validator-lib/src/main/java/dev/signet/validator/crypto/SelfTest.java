package dev.signet.validator.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What an engine must get right before it is trusted with tokens: a published signature verifies
 * after forged ones were refused, and a changed input is refused after that. So neither a refusal
 * nor an acceptance leaves anything behind.
 */
final class SelfTest {
  private SelfTest() {}

  /** Whether the engine passes; one that throws does not. */
  static boolean passes(Engine engine) {
    KnownAnswer answer = KnownAnswer.of(engine.scheme());
    byte[] input = answer.input().getBytes(StandardCharsets.US_ASCII);
    byte[] good = decode(answer.signature());
    try {
      SignaturePool pool = new SignaturePool(engine, decode(answer.key()));
      return refusesAll(pool, input, forged(engine.scheme(), good, answer.forged()))
          && pool.verify(input, input.length, good)
          && !pool.verify(flipped(input, 0), input.length, good);
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

  private static List<byte[]> forged(Scheme scheme, byte[] good, String published) {
    List<byte[]> forged = new ArrayList<>();
    for (int place : places(scheme, good.length)) {
      forged.add(flipped(good, place));
    }
    // CVE-2022-21449: r = s = 0 verified for every message.
    forged.add(new byte[good.length]);
    if (!published.isEmpty()) {
      forged.add(decode(published));
    }
    return forged;
  }

  /** One in each part of a signature: a second change of one part is computed with alike. */
  private static int[] places(Scheme scheme, int length) {
    return switch (scheme.keyType()) {
      // r and s; R and S.
      case EC, OKP -> new int[] {0, length / 2};
      case RSA -> new int[] {0};
      // The challenge, the response and the hints.
      case AKP -> new int[] {0, length / 2, length - 1};
    };
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] ^= 1;
    return changed;
  }

  private static byte[] decode(String base64) {
    return Base64.getUrlDecoder().decode(base64);
  }
}
