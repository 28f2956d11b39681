package dev.signet.authority;

import dev.signet.authority.authn.ConsumerAuthentication;
import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.introspection.IntrospectEndpoint;
import dev.signet.authority.introspection.SignedIntrospection;
import dev.signet.authority.introspection.TokenJudges;
import dev.signet.authority.keys.KeyRotator;
import dev.signet.authority.revocation.RevocationPublisher;
import java.util.List;

/**
 * The parts of introspection. Thread-safe.
 *
 * @param authority whose tokens
 * @param keys sign the answers
 * @param judges judge the tokens
 */
record OwnIntrospection(Authority authority, KeyRotator keys, TokenJudges judges) {
  /** Joins the parts; no validator is started before somebody asks. */
  static OwnIntrospection of(
      Authority authority, KeyRotator keys, RevocationPublisher revocations) {
    ServerMetadata metadata = new ServerMetadata(authority.config().issuer());
    TokenJudges judges =
        new TokenJudges(
            audiences ->
                UpToDateJudge.over(
                    OwnValidator.start(metadata, keys, revocations, authority.clock(), audiences),
                    revocations));
    return new OwnIntrospection(authority, keys, judges);
  }

  /** What signs the answers, for the metadata. */
  List<String> algorithms() {
    return List.of(authority.config().keys().algorithm().joseName());
  }

  IntrospectEndpoint endpoint(ConsumerAuthentication consumers) {
    AuthorityConfig config = authority.config();
    return new IntrospectEndpoint(
        new ServerMetadata(config.issuer()).introspectionPath(),
        config.web().limits(),
        consumers,
        judges,
        new SignedIntrospection(
            config.issuer(), () -> keys.signer(config.keys().algorithm()), authority.clock()),
        authority.audit());
  }
}
