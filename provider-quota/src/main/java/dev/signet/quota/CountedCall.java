package dev.signet.quota;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.quota.count.Notice;
import dev.signet.quota.count.Ration;
import dev.signet.validator.Token;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

/**
 * Whose call it is and what they may ask for, by a token and a policy; immutable.
 *
 * @param issuer the authority that gave the name
 * @param of what the name is
 * @param name whose call it is; never of one token, so that a fresh token is no fresh start
 * @param allowance how many calls they have
 * @param since when that was said
 * @param notice what is published for them
 */
record CountedCall(
    String issuer, String of, String name, Allowance allowance, Instant since, Notice notice) {
  /** More than the largest limit. */
  private static final int BITS_OF_LIMIT = 30;

  private static final long LARGEST = (1L << BITS_OF_LIMIT) - 1;

  /** Of the year 2242: what the other bits can hold. */
  private static final long LAST_SECOND = (1L << (63 - BITS_OF_LIMIT)) - 1;

  /** A call for which what is published is not asked. */
  CountedCall(String issuer, String of, String name, Allowance allowance, Instant since) {
    this(issuer, of, name, allowance, since, Notice.UNKNOWN);
  }

  /** The call of a party that a claim can name. */
  static CountedCall of(Token token, Party party, Allowance allowance) {
    return new CountedCall(
        token.issuer(), party.claim(), party.name(token), allowance, token.issuedAt());
  }

  /** This call by a token that lets what is published count. */
  CountedCall with(Notice news) {
    return new CountedCall(issuer, of, name, allowance, since, news);
  }

  Ration ration() {
    return ration(allowance, since);
  }

  /** An allowance is published for this party. */
  static Notice given(PublishedAllowances.Published published) {
    return new Notice.Given(ration(published.allowance(), published.since()));
  }

  /** None is, of all that were in force by that second. */
  static Notice takenBack(Instant asOf) {
    return new Notice.TakenBack((second(asOf) << BITS_OF_LIMIT) + LARGEST);
  }

  /** The later second comes first; within a second, the smaller limit. */
  private static Ration ration(Allowance allowance, Instant since) {
    long order = (second(since) << BITS_OF_LIMIT) + (LARGEST - allowance.limit());
    return new Ration(allowance.limit(), allowance.window(), order);
  }

  private static long second(Instant time) {
    return Math.max(0, Math.min(time.getEpochSecond(), LAST_SECOND));
  }

  /**
   * The key of the count: of one length whatever the names are, and telling none of them to who can
   * read the store and does not guess.
   */
  String key(String count) {
    MessageDigest sha256 = sha256();
    for (String part : new String[] {count, issuer, of, name}) {
      byte[] bytes = part.getBytes(UTF_8);
      // With their lengths, so that no two lists of parts are one text.
      sha256.update((bytes.length + ":").getBytes(UTF_8));
      sha256.update(bytes);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
