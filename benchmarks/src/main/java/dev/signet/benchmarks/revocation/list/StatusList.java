package dev.signet.benchmarks.revocation.list;

import dev.signet.benchmarks.tokens.TokenMint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A Token Status List (draft-ietf-oauth-status-list) with one bit a token: the rival of a list of
 * names. Belongs to one thread.
 */
final class StatusList {
  /** The list is the same in each run. */
  private static final long SEED = 20_261_123;

  private final byte[] bits;

  private StatusList(byte[] bits) {
    this.bits = bits;
  }

  /**
   * Revokes tokens at random places.
   *
   * @param population how many tokens have a bit, at least as many as are revoked
   */
  static StatusList random(int revoked, int population) {
    StatusList list = new StatusList(new byte[(population + Byte.SIZE - 1) / Byte.SIZE]);
    SplittableRandom random = new SplittableRandom(SEED);
    int set = 0;
    while (set < revoked) {
      set += list.revoke(random.nextInt(population)) ? 1 : 0;
    }
    return list;
  }

  /** An empty list of that many tokens, for {@link #revoke}. */
  static StatusList of(int population) {
    return random(0, population);
  }

  /** Sets a bit, the lowest of a byte first (§4.1); returns whether it was clear. */
  boolean revoke(int index) {
    int mask = 1 << index % Byte.SIZE;
    boolean clear = (bits[index / Byte.SIZE] & mask) == 0;
    bits[index / Byte.SIZE] |= (byte) mask;
    return clear;
  }

  /** The member {@code lst} (§4.2): zlib at its highest level, in base64url. */
  String compressed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(out, best)) {
      zlib.write(bits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      best.end();
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  /** The Status List Token (§5.1): its bytes. */
  int signedBytes(TokenMint mint) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", TokenMint.ISSUER + "/statuslists/1");
    claims.put("iat", mint.now().getEpochSecond());
    claims.put("exp", mint.now().getEpochSecond() + 86_400);
    claims.put("ttl", 10);
    claims.put("status_list", Map.of("bits", 1, "lst", compressed()));
    return mint.sign("statuslist+jwt", claims).text().length();
  }
}
