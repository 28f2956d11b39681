package dev.signet.authority.authn.assertion;

import dev.signet.authority.authn.AuthenticationRequest;
import dev.signet.authority.authn.Claim;
import dev.signet.authority.authn.ClientAuthenticator;
import dev.signet.authority.authn.Proof;
import dev.signet.authority.directory.ClientCredentials;
import dev.signet.authority.directory.ConsumerDirectory;
import dev.signet.authority.http.FormParameters;
import dev.signet.authority.storage.assertion.AssertionLog;
import dev.signet.validator.assertion.ClaimedAssertion;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * {@code private_key_jwt}: an assertion that the client signed with a key of its own (RFC 7523
 * §2.2). Thread-safe.
 */
public final class PrivateKeyJwtAuthenticator implements ClientAuthenticator, AutoCloseable {
  /** What may sign it, for the metadata: asymmetric algorithms that every Java verifies. */
  public static final List<String> ALGORITHMS = List.of("ES256", "Ed25519", "RS256");

  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final int MAX_CHARS = 8_192;

  private final ConsumerDirectory directory;
  private final ClientAssertions assertions;

  /**
   * Takes the parts.
   *
   * @param issuer for whom an assertion must be meant: this authority and nobody else
   * @param directory knows who the clients are
   * @param registered knows their keys
   * @param uses remembers which assertions were used
   * @param clock the time
   */
  public PrivateKeyJwtAuthenticator(
      String issuer,
      ConsumerDirectory directory,
      ClientCredentials registered,
      AssertionLog uses,
      Clock clock) {
    this.directory = directory;
    KeySets keySets = new KeySets(Set.copyOf(ALGORITHMS), clock);
    this.assertions =
        new ClientAssertions(issuer, registered, new BeforeKeys(), keySets, uses, clock);
  }

  @Override
  public String method() {
    return "private_key_jwt";
  }

  @Override
  public boolean isAttempted(AuthenticationRequest request) {
    return request.form().find("client_assertion").isPresent()
        || request.form().find("client_assertion_type").isPresent();
  }

  @Override
  public Claim read(AuthenticationRequest request) {
    FormParameters form = request.form();
    String type = form.get("client_assertion_type");
    ClaimedAssertion assertion = ClaimedAssertion.read(form.get("client_assertion"), MAX_CHARS);
    String name = form.find("client_id").orElseGet(assertion::issuer);
    // RFC 7521 §4.2: another kind of assertion, such as SAML, is a way that is not offered.
    return type.equals(TYPE)
        ? new Presented(name, assertion)
        : new Refused(name, "method_not_offered");
  }

  @Override
  public void close() {
    assertions.close();
  }

  private record Refused(String name, String reason) implements Claim {
    @Override
    public Proof prove() {
      return new Proof.Failed(reason);
    }
  }

  private final class Presented implements Claim {
    private final String name;
    private final ClaimedAssertion assertion;

    Presented(String name, ClaimedAssertion assertion) {
      this.name = name;
      this.assertion = assertion;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Proof prove() {
      return directory
          .find(name)
          .map(client -> assertions.judge(client, assertion))
          .orElseGet(() -> assertions.judgeUnknown(name, assertion));
    }
  }
}
