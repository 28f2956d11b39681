package dev.signet.authority.storage;

import static dev.signet.authority.storage.TestRecords.NOW;
import static dev.signet.authority.storage.TestRecords.application;
import static dev.signet.authority.storage.TestRecords.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.credential.CredentialKind;
import dev.signet.authority.storage.credential.CredentialRecord;
import dev.signet.authority.storage.credential.CredentialUse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must do with the credentials of clients. */
public abstract class CredentialRepositoryContract {
  private static final int MOST = 5;
  private static final CredentialRecord FIRST =
      new CredentialRecord(
          "reports",
          CredentialRecord.FIRST,
          CredentialKind.SECRET,
          "hmac-sha256:stored",
          "",
          NOW,
          null,
          null);

  /** An open store without consumers. */
  protected abstract Storage storage();

  @BeforeEach
  void addAClient() {
    storage().consumers().add(application("reports"));
  }

  private static CredentialRecord keys(String id, @Nullable Instant expiresAt) {
    return new CredentialRecord(
        "reports", id, CredentialKind.JWKS, "{\"keys\":[]}", "Zoë's", NOW, expiresAt, null);
  }

  private boolean add(CredentialRecord record) {
    return storage().credentials().add(record, MOST);
  }

  private List<CredentialRecord> found() {
    return storage().credentialReader().find("reports");
  }

  @Test
  void beginsWithTheSecretThatAnApplicationWasAddedWith() {
    assertThat(found()).containsExactly(FIRST);
  }

  @Test
  void hasNoneOfAUserAndOfAnApplicationWithoutASecret() {
    storage().consumers().add(user("ada"));
    storage().consumers().add(application("keyed").withCredential(ConsumerRecord.NO_CREDENTIAL));

    assertThat(storage().credentialReader().find("ada")).isEmpty();
    assertThat(storage().credentialReader().find("keyed")).isEmpty();
    assertThat(storage().credentialReader().find("no\0body")).isEmpty();
  }

  @Test
  void keepsTheFirstWhenItsConsumerIsChanged() {
    storage().consumers().setEnabled("reports", false);

    assertThat(found()).containsExactly(FIRST);
  }

  @Test
  void findsACredentialAsItWasAdded() {
    CredentialRecord other = keys("b", NOW.plusSeconds(60));

    assertThat(add(other)).isTrue();

    assertThat(found()).containsExactly(other, FIRST);
  }

  @Test
  void keepsAsManyAsAClientMayHaveAndNotOneMore() {
    for (int i = 1; i < MOST; i++) {
      assertThat(add(keys("k" + i, null))).isTrue();
    }

    assertThat(add(keys("more", null))).isFalse();
    assertThat(found()).hasSize(MOST);
  }

  @Test
  void forgetsThoseThatHadExpiredWhenAnotherIsAdded() {
    add(keys("ends-now", NOW));
    add(keys("ends-next", NOW.plusSeconds(1)));

    add(keys("last", null));

    assertThat(found()).extracting(CredentialRecord::id).containsOnly("ends-next", "first", "last");
  }

  @Test
  void refusesASecondOfOneId() {
    assertThatThrownBy(() -> add(FIRST)).isInstanceOf(StorageException.class);
    assertThat(found()).containsExactly(FIRST);
  }

  @Test
  void expiresOneSoonerAndNeverLater() {
    assertThat(storage().credentials().expire("reports", "first", NOW.plusSeconds(60))).isTrue();
    assertThat(storage().credentials().expire("reports", "first", NOW.plusSeconds(61))).isFalse();
    assertThat(storage().credentials().expire("reports", "first", NOW.plusSeconds(60))).isFalse();
    assertThat(storage().credentials().expire("reports", "other", NOW)).isFalse();
    assertThat(found().get(0).expiresAt()).isEqualTo(NOW.plusSeconds(60));

    assertThat(storage().credentials().expire("reports", "first", NOW)).isTrue();
    assertThat(found().get(0).expiresAt()).isEqualTo(NOW);
  }

  @Test
  void takesDownTheLatestUse() {
    storage().credentials().takeDown(List.of(use("first", 60), use("gone", 60)));
    storage().credentials().takeDown(List.of(use("first", 30)));

    assertThat(found().get(0).lastUsedAt()).isEqualTo(NOW.plusSeconds(60));
  }

  private static CredentialUse use(String id, int seconds) {
    return new CredentialUse("reports", id, NOW.plusSeconds(seconds));
  }

  @Test
  void findsThoseThatExpireWithinATime() {
    add(keys("early", NOW.plusSeconds(10)));
    add(keys("late", NOW.plusSeconds(20)));

    assertThat(ids(0, 9)).isEmpty();
    assertThat(ids(9, 19)).containsExactly("early");
    assertThat(ids(9, 20)).containsExactly("early", "late");
    assertThat(ids(10, 20)).containsExactly("late");
  }

  private List<String> ids(int after, int until) {
    return storage()
        .credentialReader()
        .expiring(NOW.plusSeconds(after), NOW.plusSeconds(until))
        .stream()
        .map(CredentialRecord::id)
        .toList();
  }
}
