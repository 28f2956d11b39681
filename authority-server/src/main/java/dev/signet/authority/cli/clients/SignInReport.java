package dev.signet.authority.cli.clients;

import dev.signet.authority.directory.credential.ExpiringCredentials;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.ConsumerRecord;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.credential.CredentialRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the clients of a database could sign in at a time.
 *
 * @param clients the kinds of credentials of each enabled client, by its name
 * @param expiring the credentials that expire within 30 days, each with its time
 */
public record SignInReport(Map<String, List<String>> clients, Map<String, String> expiring) {
  /**
   * Looks.
   *
   * @throws dev.signet.authority.storage.StorageException if it cannot be read
   */
  public static SignInReport of(Storage storage, Instant now) {
    Map<String, List<String>> clients = new TreeMap<>();
    for (ConsumerRecord each : storage.consumerReader().list(ConsumerKind.APPLICATION)) {
      if (each.enabled()) {
        clients.put(each.name(), kinds(storage.credentialReader().find(each.name()), now));
      }
    }
    Map<String, String> expiring = new TreeMap<>();
    for (CredentialRecord each : ExpiringCredentials.find(storage.credentialReader(), now)) {
      expiring.put(each.consumer() + "/" + each.id(), String.valueOf(each.expiresAt()));
    }
    return new SignInReport(clients, expiring);
  }

  private static List<String> kinds(List<CredentialRecord> credentials, Instant now) {
    return credentials.stream()
        .filter(each -> each.isValidAt(now))
        .map(Shown::kind)
        .distinct()
        .sorted()
        .toList();
  }

  /** As lines for a person. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    clients.forEach(
        (name, kinds) ->
            lines.add(
                name
                    + (kinds.isEmpty()
                        ? " cannot sign in"
                        : " signs in by " + String.join(" or ", kinds))));
    expiring.forEach((credential, time) -> lines.add(credential + " expires at " + time));
    return lines;
  }
}
