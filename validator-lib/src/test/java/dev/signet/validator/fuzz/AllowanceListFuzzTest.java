package dev.signet.validator.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signet.validator.allowance.OpenAllowances;
import dev.signet.validator.allowance.PublishedAllowance;
import dev.signet.validator.supply.KeySupply;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever its authority signs is a list of allowances that means what another reader takes it to
 * mean, or none.
 */
@Timeout(10)
class AllowanceListFuzzTest {
  private static final Clock CLOCK = Clock.fixed(ExampleAuthority.NOW, ZoneOffset.UTC);
  private static final KeySupply KEYS = ExampleAuthority.keys();
  private static final Set<String> MEMBERS = Set.of("of", "who", "limit", "window", "since");

  @FuzzTest
  void meansWhatAnotherReaderTakesItToMean(byte[] claims) throws IOException {
    assertThat(read(claims)).isEmpty();
    assertThat(read(signed("revocation-list+jwt", claims))).isEmpty();
    Optional<OpenAllowances> list = read(signed("allowance-list+jwt", claims));
    if (list.isPresent()) {
      assertMeans(ReferenceJson.read(claims, 1_000_000), list.get());
    }
  }

  private static Optional<OpenAllowances> read(byte[] body) throws IOException {
    return Cost.OF_TEXT.bounds(
        body.length, () -> OpenAllowances.read(ExampleAuthority.ISSUER, KEYS, CLOCK, body));
  }

  private static byte[] signed(String type, byte[] claims) {
    String header = "{\"typ\":\"" + type + "\",\"alg\":\"Ed25519\",\"kid\":\"ed\"}";
    return ExampleAuthority.sign(header.getBytes(UTF_8), claims).getBytes(UTF_8);
  }

  private static void assertMeans(Map<String, @Nullable Object> claims, OpenAllowances list) {
    long now = ExampleAuthority.NOW.getEpochSecond();
    assertThat(claims.get("iss")).isEqualTo(ExampleAuthority.ISSUER);
    assertThat((Long) claims.get("exp")).isGreaterThan(now);
    assertThat((Long) claims.get("iat")).isBetween(0L, now + 300);
    List<?> entries = (List<?>) requireNonNull(claims.get("allowances"));
    assertThat(list.size()).isEqualTo(entries.size()).isLessThanOrEqualTo(10_000);

    Set<String> parties = new HashSet<>();
    byte[] salt = Base64.getUrlDecoder().decode((String) claims.get("salt"));
    assertThat(salt).hasSize(16);
    String alice = who(salt, "sub", "alice");
    Optional<PublishedAllowance> ofAlice = Optional.empty();
    for (Object element : entries) {
      Map<?, ?> entry = (Map<?, ?>) element;
      assertGood(entry);
      String party = entry.get("of") + " " + entry.get("who");
      assertThat(parties.add(party)).isTrue();
      ofAlice = party.equals("sub " + alice) ? Optional.of(allowance(entry)) : ofAlice;
    }
    assertThat(list.find("sub", "alice")).isEqualTo(ofAlice);
  }

  private static void assertGood(Map<?, ?> entry) {
    assertThat(entry.keySet()).isEqualTo(MEMBERS);
    assertThat(entry.get("of")).isIn("sub", "client_id");
    assertThat((String) entry.get("who")).matches("[A-Za-z0-9_-]{21}[AQgw]");
    assertThat((Long) entry.get("limit")).isBetween(1L, 1_000_000_000L);
    assertThat((Long) entry.get("window")).isBetween(1L, 31_536_000L);
    assertThat((Long) entry.get("since")).isNotNegative();
  }

  private static PublishedAllowance allowance(Map<?, ?> entry) {
    return new PublishedAllowance(
        whole(entry, "limit"),
        Duration.ofSeconds(whole(entry, "window")),
        Instant.ofEpochSecond(whole(entry, "since")));
  }

  private static long whole(Map<?, ?> entry, String member) {
    return (Long) requireNonNull(entry.get(member));
  }

  private static String who(byte[] salt, String of, String value) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(salt);
      byte[] hash = sha256.digest((of + '\0' + value).getBytes(UTF_8));
      return ExampleAuthority.encode(Arrays.copyOf(hash, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
