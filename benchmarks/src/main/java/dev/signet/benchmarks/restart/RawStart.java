package dev.signet.benchmarks.restart;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** The floor above that: one bare verification of ES256 by the JDK, without any library. */
final class RawStart {
  private RawStart() {}

  /** Takes a file with a key, the input and its signature, each on a line. */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    long begin = System.nanoTime();
    if (!verify(Files.readAllLines(Path.of(arguments[0]), US_ASCII))) {
      throw new IllegalStateException("the signature is bad");
    }
    System.out.println((System.nanoTime() - begin) / 1000);
  }

  static boolean verify(List<String> parts) throws GeneralSecurityException {
    Base64.Decoder base64 = Base64.getDecoder();
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(
        KeyFactory.getInstance("EC")
            .generatePublic(new X509EncodedKeySpec(base64.decode(parts.get(0)))));
    signature.update(base64.decode(parts.get(1)));
    return signature.verify(base64.decode(parts.get(2)));
  }
}
