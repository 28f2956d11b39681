package dev.signet.validator.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3986 §6.2.2 and §6.2.3. */
class TargetUriTest {
  private static String normal(String text) {
    return TargetUri.find(text).map(uri -> uri.origin() + uri.path()).orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, https://a.example/",
    "https://a.example/, https://a.example/",
    "HTTPS://A.Example/B, https://a.example/B",
    "https://a.example:443/b, https://a.example/b",
    "https://a.example:/b, https://a.example/b",
    "https://a.example:80/b, https://a.example:80/b",
    "http://a.example:80/b, http://a.example/b",
    "http://a.example:443/b, http://a.example:443/b",
    "http://[::1]:80/b, http://[::1]/b",
    "http://[2001:DB8::1]:8080/b, http://[2001:db8::1]:8080/b",
    "https://a.example/b?c=d/e, https://a.example/b",
    "https://a.example?c, https://a.example/",
    "https://a.example/b#c?d, https://a.example/b",
    "https://a.example/%7euser/%2f%c3%a9, https://a.example/~user/%2F%C3%A9",
    "https://a.example/100%, https://a.example/100%",
    "https://a.example/%4, https://a.example/%4",
    "https://a.example/%zz, https://a.example/%zz",
    "https://a.example/a/./b/../c, https://a.example/a/c",
    "https://a.example/a/%2e%2E/c, https://a.example/c",
    "https://a.example/../../c, https://a.example/c",
    "https://a.example/a/.., https://a.example/",
    "https://a.example/a/b/., https://a.example/a/b/",
    "https://a.example/a/..b/...c/, https://a.example/a/..b/...c/",
    "https://a.example//b//, https://a.example//b//",
    "https://%61.example/, https://a.example/"
  })
  void hasOneSpellingOfAnAddress(String text, String expected) {
    assertThat(normal(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/b",
        "a.example/b",
        "https:/a.example/b",
        "https:///b",
        "https://:443/b",
        "ftp://a.example/b",
        "://a.example",
        "urn:a:b",
        "https://user@a.example/b",
        "https://user:secret@a.example/b",
        "https://a.example:4x/b",
        "https://a.example:44:3/b",
        "https://a.example/b c",
        "https://a.example/\u00e9",
        "https://a.example/b\n"
      })
  void isNoOtherText(String text) {
    assertThat(TargetUri.find(text)).isEmpty();
  }

  @Test
  void has2048CharactersAtMost() {
    String start = "https://a.example/";

    assertThat(TargetUri.find(start + "b".repeat(2048 - start.length()))).isPresent();
    assertThat(TargetUri.find(start + "b".repeat(2049 - start.length()))).isEmpty();
  }

  @Test
  void doesNotReadQueryAndFragment() {
    assertThat(normal("https://a.example/b?" + "c".repeat(4000))).isEqualTo("https://a.example/b");
    assertThat(normal("https://a.example/b?c=\u00e9|d e#\n")).isEqualTo("https://a.example/b");
  }
}
