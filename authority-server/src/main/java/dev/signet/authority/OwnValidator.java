package dev.signet.authority;

import dev.signet.authority.http.content.PublishedDocument;
import dev.signet.authority.keys.KeyRotator;
import dev.signet.authority.revocation.RevocationPublisher;
import dev.signet.validator.Algorithm;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.TokenValidatorBuilder;
import dev.signet.validator.Transport;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a validator inside the authority reads: its documents, from memory, as others read them over
 * HTTP. Thread-safe.
 *
 * @param documents what is published, by the path of the address
 */
record OwnValidator(Map<String, Function<URI, PublishedDocument>> documents) implements Transport {
  private static final String SINCE = "since=";

  /**
   * Starts the validator of the tokens that are meant for the authority itself.
   *
   * @throws IllegalArgumentException if the issuer is one that no validator takes: plain http to
   *     another machine
   */
  static TokenValidator start(
      ServerMetadata metadata, KeyRotator keys, RevocationPublisher revocations, Clock clock) {
    return start(metadata, keys, revocations, clock, Set.of(metadata.issuer()));
  }

  /**
   * Starts a validator of the tokens that are meant for any of some audiences; the same errors.
   *
   * @param audiences at least one
   */
  static TokenValidator start(
      ServerMetadata metadata,
      KeyRotator keys,
      RevocationPublisher revocations,
      Clock clock,
      Set<String> audiences) {
    Iterator<String> names = audiences.iterator();
    TokenValidatorBuilder validator =
        TokenValidator.forAuthority(metadata.issuer(), names.next())
            .allowedAlgorithms(EnumSet.allOf(Algorithm.class))
            .transport(over(metadata, keys, revocations))
            .clock(clock);
    names.forEachRemaining(validator::alsoAudience);
    return validator.build();
  }

  /** The documents that such a validator reads. */
  static Transport over(ServerMetadata metadata, KeyRotator keys, RevocationPublisher revocations) {
    PublishedDocument discovery = metadata.documentForValidators();
    return new OwnValidator(
        Map.of(
            metadata.metadataPath(), uri -> discovery,
            metadata.jwkSetPath(), uri -> keys.jwkSet(),
            metadata.revocationListPath(), uri -> revocations(revocations, uri)));
  }

  private static PublishedDocument revocations(RevocationPublisher revocations, URI uri) {
    String query = uri.getRawQuery();
    return query == null || !query.startsWith(SINCE)
        ? revocations.list()
        : revocations
            .delta(Long.parseLong(query.substring(SINCE.length())))
            .orElseGet(revocations::list);
  }

  @Override
  public Response get(URI uri, Map<String, String> headers, Duration timeout) {
    Function<URI, PublishedDocument> found = documents.get(uri.getRawPath());
    if (found == null) {
      return new Response(404, Map.of(), InputStream.nullInputStream());
    }
    PublishedDocument document = found.apply(uri);
    return new Response(
        200, Map.of("Content-Type", List.of(document.contentType())), document.open());
  }
}
