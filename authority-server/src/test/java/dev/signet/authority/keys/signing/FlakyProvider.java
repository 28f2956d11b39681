package dev.signet.authority.keys.signing;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import org.jspecify.annotations.Nullable;

/** Signs Ed25519 as the JDK does, until it is told to fail. */
public final class FlakyProvider extends Provider {
  /** Its name. */
  public static final String NAME = "Flaky";

  private static final long serialVersionUID = 1L;
  private static final String ALGORITHM = "Ed25519";

  private transient volatile Mood mood = Mood.GOOD;
  private transient volatile int signatures;

  /** What it does when it signs. */
  public enum Mood {
    /** Signs. */
    GOOD,
    /** Flips a bit of each signature. */
    FLIPS,
    /** Throws. */
    THROWS
  }

  /** A provider that does well. */
  public FlakyProvider() {
    super(NAME, "1", "for tests");
    putService(
        new Service(this, "Signature", ALGORITHM, FlakySignature.class.getName(), null, null) {
          @Override
          public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
            return new FlakySignature();
          }
        });
  }

  /** Changes what it does. */
  public void become(Mood next) {
    mood = next;
  }

  /** How often it signed. */
  public int signatures() {
    return signatures;
  }

  private final class FlakySignature extends SignatureSpi {
    private final Signature real;

    FlakySignature() throws NoSuchAlgorithmException {
      try {
        real = Signature.getInstance(ALGORITHM, "SunEC");
      } catch (GeneralSecurityException e) {
        throw new NoSuchAlgorithmException(e);
      }
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      real.initVerify(key);
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      real.initSign(key);
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
      real.update(b);
    }

    @Override
    protected void engineUpdate(byte[] b, int off, int len) throws SignatureException {
      real.update(b, off, len);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread signs.
    protected byte[] engineSign() throws SignatureException {
      byte[] signature = real.sign();
      signatures++;
      if (mood == Mood.THROWS) {
        throw new ProviderException("the device does not answer");
      }
      signature[5] ^= (byte) (mood == Mood.FLIPS ? 1 : 0);
      return signature;
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      return real.verify(signature);
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String param, Object value) {
      throw new UnsupportedOperationException(param);
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String param) {
      throw new UnsupportedOperationException(param);
    }
  }
}
