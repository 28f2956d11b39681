package dev.signet.authority.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signet.authority.audit.AuditEvent.AuthenticationFailed;
import dev.signet.authority.audit.AuditEvent.BadSignatureWithheld;
import dev.signet.authority.audit.AuditEvent.KeyActivated;
import dev.signet.authority.audit.AuditEvent.KeyAnnounced;
import dev.signet.authority.audit.AuditEvent.KeyCreated;
import dev.signet.authority.audit.AuditEvent.KeyDropped;
import dev.signet.authority.audit.AuditEvent.KeyImported;
import dev.signet.authority.audit.AuditEvent.KeyLoaded;
import dev.signet.authority.audit.AuditEvent.KeyRetired;
import dev.signet.authority.audit.AuditEvent.KeyRevoked;
import dev.signet.authority.audit.AuditEvent.ServerStarted;
import dev.signet.authority.audit.AuditEvent.ServerStopped;
import dev.signet.authority.audit.AuditEvent.TokenIssued;
import dev.signet.authority.audit.AuditEvent.TokensPurged;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class LoggedAuditLogTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String TIME = "{\"time\":\"2026-11-22T10:00:00Z\",";

  private final Logger logger = (Logger) LoggerFactory.getLogger("audit");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final AuditLog log = new LoggedAuditLog(Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeEach
  void capture() {
    lines.start();
    logger.addAppender(lines);
    logger.setAdditive(false);
  }

  @AfterEach
  void release() {
    logger.detachAppender(lines);
    logger.setAdditive(true);
  }

  private String lineOf(AuditEvent event) {
    log.record(event);
    assertThat(lines.list).hasSize(1);
    return lines.list.get(0).getFormattedMessage();
  }

  static List<Arguments> events() {
    TokenIssued issued =
        new TokenIssued(
            "j1",
            "alice",
            "reports",
            List.of("orders", "billing"),
            new LinkedHashSet<>(List.of("read", "write")),
            "k1",
            NOW.plusSeconds(600),
            List.of("j0"),
            List.of("composite"),
            Set.of("jkt"),
            "private_key_jwt",
            "r1");
    return List.of(
        Arguments.of(
            issued,
            "'event':'token_issued','jti':'j1','sub':'alice','client_id':'reports',"
                + "'aud':['orders','billing'],'scope':['read','write'],'kid':'k1',"
                + "'expires_at':'2026-11-22T10:10:00Z','ancestors':['j0'],"
                + "'actors':['composite'],'bound_by':['jkt'],'method':'private_key_jwt','request_id':'r1'}"),
        Arguments.of(
            new GrantEvent.Refused("reports", "exchange", "subject_revoked", "r2"),
            "'event':'grant_refused','client_id':'reports','grant_type':'exchange',"
                + "'reason':'subject_revoked','request_id':'r2'}"),
        Arguments.of(
            new AuthenticationFailed("mallory", "invalid_credentials", "192.0.2.7", "r2"),
            "'event':'authentication_failed','claimed_name':'mallory',"
                + "'reason':'invalid_credentials','address':'192.0.2.7','request_id':'r2'}"),
        Arguments.of(
            new GuessingEvent.BackedOff("account", "ada", "192.0.2.7", 50, NOW, "r3"),
            "'event':'guessing_backed_off','reason':'account','claimed_name':'ada',"
                + "'address':'192.0.2.7','failures':50,'until':'2026-11-22T10:00:00Z',"
                + "'request_id':'r3'}"),
        Arguments.of(
            new GuessingEvent.Lifted("192.0.2.7", 3, "command line"),
            "'event':'guessing_lifted','name_or_address':'192.0.2.7','waits':3,"
                + "'by':'command line'}"),
        Arguments.of(
            new RevocationEvent.Refused("reports", "not_its_token", "r4"),
            "'event':'revocation_refused','client_id':'reports','reason':'not_its_token',"
                + "'request_id':'r4'}"),
        Arguments.of(
            new BindingEvent.Refused("reports", "proof_missing", "192.0.2.1", "r1"),
            "'event':'binding_refused','client_id':'reports','reason':'proof_missing',"
                + "'remote_address':'192.0.2.1','request_id':'r1'}"),
        Arguments.of(
            new BindingEvent.Changed("reports", "dpop"),
            "'event':'binding_changed','name':'reports','bound':'dpop'}"),
        Arguments.of(
            new QuotaEvent.Exceeded("reports", 100, 60, "r2"),
            "'event':'quota_exceeded','consumer':'reports','limit':100,'window':60,"
                + "'request_id':'r2'}"),
        Arguments.of(
            new QuotaEvent.Set("reports", "100/PT1M", null, "client_id", true),
            "'event':'quota_set','consumer':'reports','issuing':'100/PT1M','calls':null,"
                + "'counted':'client_id','live':true}"),
        Arguments.of(
            new QuotaEvent.Cleared("reports"), "'event':'quota_cleared','consumer':'reports'}"),
        Arguments.of(
            new SessionEvent.Opened("jane", "192.0.2.1", "r1"),
            "'event':'session_opened','user':'jane','remote_address':'192.0.2.1','request_id':'r1'}"),
        Arguments.of(
            new SessionEvent.Ended("jane", "signed_out", "r1"),
            "'event':'session_ended','user':'jane','reason':'signed_out','request_id':'r1'}"),
        Arguments.of(
            new SessionEvent.Refused("cross_site", "192.0.2.1", "r1"),
            "'event':'session_refused','reason':'cross_site','remote_address':'192.0.2.1','request_id':'r1'}"),
        Arguments.of(
            new RevocationEvent.Added(7, "token j1", "ops", "leaked"),
            "'event':'revocation_added','id':7,'tokens':'token j1','by':'ops','reason':'leaked'}"),
        Arguments.of(
            new RevocationEvent.Removed(7, "token j1", "ops"),
            "'event':'revocation_removed','id':7,'tokens':'token j1','by':'ops'}"),
        Arguments.of(new RevocationEvent.Dropped(3), "'event':'revocations_dropped','count':3}"),
        Arguments.of(
            new RevocationEvent.Renumbered(8, 1_000_010),
            "'event':'revocations_renumbered','from':8,'to':1000010}"),
        Arguments.of(
            new ConsumerEvent.Added("reports", "application"),
            "'event':'consumer_added','name':'reports','kind':'application'}"),
        Arguments.of(
            new ConsumerEvent.Disabled("reports"), "'event':'consumer_disabled','name':'reports'}"),
        Arguments.of(
            new ConsumerEvent.Enabled("reports"), "'event':'consumer_enabled','name':'reports'}"),
        Arguments.of(
            new ConsumerEvent.PasswordChanged("alice"),
            "'event':'password_changed','name':'alice'}"),
        Arguments.of(
            new KeyCreated("k1", "ES256"), "'event':'key_created','kid':'k1','algorithm':'ES256'}"),
        Arguments.of(
            new KeyLoaded("k1", "ES256"), "'event':'key_loaded','kid':'k1','algorithm':'ES256'}"),
        Arguments.of(
            new KeyImported("k1", "ES256"),
            "'event':'key_imported','kid':'k1','algorithm':'ES256'}"),
        Arguments.of(
            new KeyAnnounced("k1", "ES256"),
            "'event':'key_announced','kid':'k1','algorithm':'ES256'}"),
        Arguments.of(
            new KeyActivated("k1", "ES256"),
            "'event':'key_activated','kid':'k1','algorithm':'ES256'}"),
        Arguments.of(
            new KeyRetired("k1", "ES256"), "'event':'key_retired','kid':'k1','algorithm':'ES256'}"),
        Arguments.of(
            new KeyDropped("k1", "ES256"), "'event':'key_dropped','kid':'k1','algorithm':'ES256'}"),
        Arguments.of(
            new KeyRevoked("k1", "ES256"), "'event':'key_revoked','kid':'k1','algorithm':'ES256'}"),
        Arguments.of(
            new BadSignatureWithheld("k1", "ES256"),
            "'event':'bad_signature_withheld','kid':'k1','algorithm':'ES256'}"),
        Arguments.of(
            new CredentialEvent.Added("billing", "k4x7", "secret", NOW),
            "'event':'credential_added','name':'billing','id':'k4x7','kind':'secret',"
                + "'expires_at':'2026-11-22T10:00:00Z'}"),
        Arguments.of(
            new CredentialEvent.Added("billing", "k4x7", "jwks", null),
            "'event':'credential_added','name':'billing','id':'k4x7','kind':'jwks',"
                + "'expires_at':null}"),
        Arguments.of(
            new CredentialEvent.Expired("billing", "k4x7", NOW),
            "'event':'credential_expired','name':'billing','id':'k4x7',"
                + "'expires_at':'2026-11-22T10:00:00Z'}"),
        Arguments.of(
            new ServerStarted("https://a.example", "1.0"),
            "'event':'server_started','issuer':'https://a.example','version':'1.0'}"),
        Arguments.of(
            new ServerStopped("https://a.example"),
            "'event':'server_stopped','issuer':'https://a.example'}"),
        Arguments.of(
            new TokensPurged(7, NOW),
            "'event':'tokens_purged','count':7,'before':'2026-11-22T10:00:00Z'}"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void writesEachEventAsOneLineWithStableFields(AuditEvent event, String fields) {
    assertThat(lineOf(event)).isEqualTo(TIME + fields.replace('\'', '"'));
    assertThat(lines.list.get(0).getLevel()).isEqualTo(Level.INFO);
  }

  @Test
  void hasALineForEachKindOfEvent() {
    List<Class<?>> seen = new ArrayList<>();
    events().forEach(arguments -> seen.add(arguments.get()[0].getClass()));

    assertThat(seen.stream().distinct())
        .containsExactlyInAnyOrderElementsOf(kinds(AuditEvent.class));
  }

  private static List<Class<?>> kinds(Class<?> sealed) {
    List<Class<?>> kinds = new ArrayList<>();
    for (Class<?> each : sealed.getPermittedSubclasses()) {
      kinds.addAll(each.isSealed() ? kinds(each) : List.of(each));
    }
    return kinds;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\r\n", "\n", "\u0085", "\u2028", "\u202e", "\u0000", "\"", "\",\"x\":\""})
  void cannotBeForgedByAValue(String hostile) throws JsonProcessingException {
    String value = "a" + hostile + "b";

    String line = lineOf(new ConsumerEvent.Added(value, "user"));

    assertThat(line).matches("[ -~]+");
    assertThat(new JsonMapper().readTree(line).get("name").textValue()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "mallory, mallory",
    "'a\r\nb', a??b",
    "Zo\u00eb, Zo?",
    "'two words', two?words",
    "sgs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, (withheld)",
    "eyJhbGciOiJFUzI1NiJ9.e30.AAAA, (withheld)",
    "'', ''"
  })
  void showsAClaimedNameInSafeForm(String claimed, String shown) {
    assertThat(new AuthenticationFailed(claimed, "unknown", "192.0.2.7", "r").claimedName())
        .isEqualTo(shown);
  }

  @Test
  void cutsAClaimedNameAfter64Characters() {
    assertThat(claimed(64)).isEqualTo("a".repeat(64));
    assertThat(claimed(65)).isEqualTo("a".repeat(64) + "...");
  }

  private static String claimed(int length) {
    return new AuthenticationFailed("a".repeat(length), "unknown", "192.0.2.7", "r").claimedName();
  }
}
