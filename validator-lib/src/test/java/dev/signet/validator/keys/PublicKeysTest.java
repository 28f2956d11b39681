package dev.signet.validator.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The platform's keys are those that another library makes of the same numbers. */
class PublicKeysTest {
  // SEC 2 §2.4.2.
  private static final BigInteger P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger B =
      new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

  @RepeatedTest(20)
  void makesTheKeyThatAnotherLibraryMakes() throws JOSEException, InvalidKeyException {
    ECKey ec = new ECKeyGenerator(Curve.P_256).generate();

    assertThat(PublicKeys.onP256(ec.getX().decode(), ec.getY().decode()))
        .isEqualTo(ec.toECPublicKey().getEncoded());
  }

  @Test
  void makesTheRsaKeyThatAnotherLibraryMakes() throws JOSEException, GeneralSecurityException {
    RSAKey rsa = new RSAKeyGenerator(2048).generate();
    byte[] modulus = rsa.getModulus().decode();

    assertThat(PublicKeys.rsa(modulus, rsa.getPublicExponent().decode()).getEncoded())
        .isEqualTo(rsa.toRSAPublicKey().getEncoded());
  }

  @Test
  @DisplayName("D13 a point beside the curve")
  void refusesEveryBitFlipped() throws JOSEException {
    ECKey ec = new ECKeyGenerator(Curve.P_256).generate();
    byte[] x = ec.getX().decode();
    byte[] y = ec.getY().decode();
    for (int bit = 0; bit < 256; bit++) {
      assertRefused(flipped(x, bit), y);
      assertRefused(x, flipped(y, bit));
    }
  }

  @Test
  @DisplayName("D13 a point of the curve in a second spelling")
  void refusesACoordinateThatIsNotBelowTheField() throws JOSEException, InvalidKeyException {
    BigInteger x = firstOnCurve();
    BigInteger y = root(right(x));

    assertThat(PublicKeys.onP256(x.toByteArray(), y.toByteArray()))
        .isEqualTo(
            new ECKey.Builder(Curve.P_256, Base64URL.encode(x), Base64URL.encode(y))
                .build()
                .toECPublicKey()
                .getEncoded());
    assertRefused(x.add(P).toByteArray(), y.toByteArray());
    assertRefused(x.toByteArray(), y.add(P).toByteArray());
  }

  private static void assertRefused(byte[] x, byte[] y) {
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> PublicKeys.onP256(x, y))
        .withMessage("not a point on P-256");
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] changed = Arrays.copyOf(bytes, bytes.length);
    changed[bit / 8] ^= (byte) (1 << (bit % 8));
    return changed;
  }

  private static BigInteger firstOnCurve() {
    BigInteger x = BigInteger.ONE;
    while (!root(right(x)).pow(2).mod(P).equals(right(x))) {
      x = x.add(BigInteger.ONE);
    }
    return x;
  }

  private static BigInteger right(BigInteger x) {
    return x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(B).mod(P);
  }

  /** As P is 3 modulo 4; a root only if there is one. */
  private static BigInteger root(BigInteger square) {
    return square.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
  }
}
