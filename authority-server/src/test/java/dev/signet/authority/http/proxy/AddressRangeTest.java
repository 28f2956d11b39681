package dev.signet.authority.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, 9.255.255.255, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.128/25, 192.0.2.128, true",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "::1, 0:0:0:0:0:0:0:1, true",
    "127.0.0.1, ::ffff:127.0.0.1, true",
    "10.0.0.0/8, ::a00:1, false",
    "10.0.0.0/8, example.org, false",
    "10.0.0.0/8, '', false"
  })
  void containsWhatBeginsAlike(String range, String address, boolean contained) {
    assertThat(AddressRange.parse(range).orElseThrow().contains(address)).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0.0.0.0/0",
        "::/0",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "2001:db8::/129",
        "10.0.0/8",
        "10",
        "256.0.0.1",
        "example.org",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "2001:db8::1/32",
        "dead",
        "1:2:3"
      })
  void isNothingElse(String text) {
    assertThat(AddressRange.parse(text)).isEmpty();
  }
}
