package dev.signet.validator.crypto;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Verifies inputs that the chosen engine may refuse for their length: where an algorithm does not
 * hash its input first, engines hold all of it, and Corretto's holds no more than 1 MiB.
 */
final class LongInput {
  /** Up to this length every engine does. */
  static final int USUAL_BYTES = 1 << 20;

  private LongInput() {}

  /** Whether other engines than the chosen one should be asked as well. */
  static boolean is(Scheme scheme, int length) {
    return length > USUAL_BYTES && !scheme.hashesFirst();
  }

  /**
   * Asks the first engine that is right and takes the length.
   *
   * @throws IllegalStateException if no provider here does
   */
  static boolean verify(
      Scheme scheme, byte[] subjectPublicKeyInfo, byte[] input, int length, byte[] signature) {
    return engines(scheme)
        .filter(SelfTest::passes)
        .flatMap(engine -> answer(engine, subjectPublicKeyInfo, input, length, signature).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("none verifies " + length + " bytes"));
  }

  /** Empty from an engine that takes not this key, or not this length. */
  private static Optional<Boolean> answer(
      Engine engine, byte[] subjectPublicKeyInfo, byte[] input, int length, byte[] signature) {
    try {
      Signature verifier = engine.open(engine.key(subjectPublicKeyInfo));
      verifier.update(input, 0, length);
      return Optional.of(verifier.verify(engine.encoded(signature)));
    } catch (SignatureException e) {
      return Optional.of(false);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The platform's first, whose length is not limited. */
  private static Stream<Engine> engines(Scheme scheme) {
    return Stream.of(
            TrustedProvider.PLATFORM, TrustedProvider.CONSCRYPT, TrustedProvider.BOUNCY_CASTLE)
        .flatMap(trusted -> trusted.find(scheme))
        .flatMap(
            provider ->
                scheme.signatureNames().stream().map(name -> new Engine(scheme, provider, name)));
  }
}
