package dev.signet.authority.storage;

import static dev.signet.authority.storage.TestRecords.NOW;
import static dev.signet.authority.storage.TestRecords.application;
import static dev.signet.authority.storage.TestRecords.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store must do with consumers. */
public abstract class ConsumerRepositoryContract {

  /** An open store without consumers. */
  protected abstract Storage storage();

  @Test
  void findsAConsumerAsItWasAdded() {
    ConsumerRecord record = application("reports");

    storage().consumers().add(record);

    assertThat(storage().consumerReader().find("reports")).contains(record);
  }

  @Test
  void keepsTheOrderOfListsAndDetails() {
    storage().consumers().add(application("reports"));

    ConsumerRecord found = storage().consumerReader().find("reports").orElseThrow();

    assertThat(found.rights().audiences()).containsExactly("orders", "billing");
    assertThat(found.rights().scopes()).containsExactly("orders:write", "orders:read");
    assertThat(found.rights().grantTypes())
        .containsExactly("urn:example:grant", "client_credentials");
    assertThat(found.rights().bound()).isEqualTo(TokenRights.Bound.EITHER);
    assertThat(found.provides()).containsExactly("reports", "archive");
    assertThat(found.details().keySet()).containsExactly("name", "email_verified", "roles");
  }

  @Test
  void keepsAConsumerWithoutRightsAudiencesAndDetails() {
    ConsumerRecord bare =
        new ConsumerRecord(
            "reports",
            ConsumerKind.USER,
            "stored",
            false,
            TokenRights.none(),
            List.of(),
            Map.of(),
            NOW);

    storage().consumers().add(bare);

    assertThat(storage().consumerReader().find("reports")).contains(bare);
  }

  @Test
  void tellsNamesApartByCase() {
    storage().consumers().add(application("reports"));

    assertThat(storage().consumerReader().find("Reports")).isEmpty();
  }

  @Test
  void refusesAUserOfAnApplicationsName() {
    storage().consumers().add(application("reports"));

    assertThatThrownBy(() -> storage().consumers().add(user("reports")))
        .isInstanceOf(StorageException.Duplicate.class);
    assertThat(storage().consumerReader().find("reports")).contains(application("reports"));
  }

  @Test
  void changesOneThingAndNoOther() {
    ConsumerRecord before = application("reports");
    storage().consumers().add(before);
    storage().consumers().add(application("other"));

    storage().consumers().setEnabled("reports", false);
    storage().consumers().setBound("reports", TokenRights.Bound.DPOP);
    storage().consumers().setCredential("reports", "new");

    ConsumerRecord after =
        before
            .withEnabled(false)
            .withRights(before.rights().withBound(TokenRights.Bound.DPOP))
            .withCredential("new");
    assertThat(storage().consumerReader().find("reports")).contains(after);
    assertThat(storage().consumerReader().find("other")).contains(application("other"));
    storage().consumers().setEnabled("reports", true);
    assertThat(storage().consumerReader().find("reports")).contains(after.withEnabled(true));
  }

  @Test
  void refusesToChangeWhoIsNotThere() {
    assertThatThrownBy(() -> storage().consumers().setEnabled("reports", true))
        .isInstanceOf(StorageException.Absent.class);
    assertThatThrownBy(() -> storage().consumers().setCredential("reports", "new"))
        .isInstanceOf(StorageException.Absent.class);
    assertThatThrownBy(() -> storage().consumers().setBound("reports", TokenRights.Bound.NONE))
        .isInstanceOf(StorageException.Absent.class);
    assertThat(storage().consumerReader().find("reports")).isEmpty();
  }

  @Test
  void listsOneKindInTheOrderOfNames() {
    storage().consumers().add(application("b"));
    storage().consumers().add(application("a"));
    storage().consumers().add(application("Z"));
    storage().consumers().add(user("c"));

    assertThat(storage().consumerReader().list(ConsumerKind.APPLICATION))
        .containsExactly(application("Z"), application("a"), application("b"));
    assertThat(storage().consumerReader().list(ConsumerKind.USER)).containsExactly(user("c"));
  }
}
