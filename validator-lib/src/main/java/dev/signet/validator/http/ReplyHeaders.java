package dev.signet.validator.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the header of a reply says of its document; a field of another form says nothing. */
final class ReplyHeaders {
  private static final Pattern MAX_AGE = Pattern.compile("(?i)(?:^|[,\\s])max-age=\"?(\\d{1,9})");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  // RFC 9110 §8.8.3; what is not of that form is never sent back.
  private static final Pattern ETAG = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e]{0,200}\"");

  private ReplyHeaders() {}

  static Optional<String> etag(RawHttp.Reply reply) {
    return reply.first("ETag").filter(tag -> ETAG.matcher(tag).matches());
  }

  /** RFC 9110 §8.3.1: names in any case, parameters behind a semicolon. */
  static Optional<String> mediaType(RawHttp.Reply reply) {
    return reply
        .first("Content-Type")
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }

  /** Seconds that the answer spent in a cache on the way. */
  static long age(RawHttp.Reply reply) {
    return reply.first("Age").flatMap(ReplyHeaders::seconds).orElse(0L);
  }

  /** The {@code max-age} of {@code Cache-Control}, less the age. */
  static Optional<Duration> maxAge(RawHttp.Reply reply) {
    Matcher directive = MAX_AGE.matcher(String.join(",", reply.all("Cache-Control")));
    return directive.find()
        ? Optional.of(
            Duration.ofSeconds(Math.max(Long.parseLong(directive.group(1)) - age(reply), 0)))
        : Optional.empty();
  }

  /** RFC 9110 §10.2.3: seconds, or a date, which only the date of the same answer can measure. */
  static Optional<Duration> retryAfter(RawHttp.Reply reply) {
    Optional<String> header = reply.first("Retry-After");
    Optional<Duration> seconds =
        header.flatMap(ReplyHeaders::seconds).map(number -> Duration.ofSeconds(number));
    return seconds.or(
        () ->
            header
                .flatMap(ReplyHeaders::date)
                .flatMap(then -> date(reply).map(now -> Duration.between(now, then))));
  }

  static Optional<Instant> date(RawHttp.Reply reply) {
    return reply.first("Date").flatMap(ReplyHeaders::date);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Long> seconds(String text) {
    return SECONDS.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
