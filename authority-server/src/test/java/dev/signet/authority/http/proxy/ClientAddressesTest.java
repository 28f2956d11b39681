package dev.signet.authority.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.http.proxy.ClientAddresses.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressesTest {
  private static final List<AddressRange> PROXIES =
      Stream.of("10.0.0.0/8", "2001:db8:aaaa::/48")
          .map(each -> AddressRange.parse(each).orElseThrow())
          .toList();

  private static String listed(String peer, String... values) {
    return new ClientAddresses(PROXIES, Field.X_FORWARDED_FOR).of(peer, List.of(values));
  }

  private static String forwarded(String peer, String... values) {
    return new ClientAddresses(PROXIES, Field.FORWARDED).of(peer, List.of(values));
  }

  @Test
  void takesTheWordOfATrustedProxy() {
    assertThat(listed("10.0.0.1", "192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(forwarded("10.0.0.1", "for=192.0.2.7")).isEqualTo("192.0.2.7");
  }

  @Test
  void takesNoWordOfAnybodyElse() {
    assertThat(listed("198.51.100.9", "192.0.2.7")).isEqualTo("198.51.100.9");
    assertThat(forwarded("11.0.0.0", "for=192.0.2.7")).isEqualTo("11.0.0.0");
  }

  @Test
  void takesNoWordInAFieldThatIsNotSet() {
    ClientAddresses none = new ClientAddresses(PROXIES, Field.NONE);

    assertThat(none.of("10.0.0.1", List.of("192.0.2.7"))).isEqualTo("10.0.0.1");
    assertThat(forwarded("10.0.0.1", "192.0.2.7")).isEqualTo("10.0.0.1");
    assertThat(ClientAddresses.OF_PEERS.of("10.0.0.1", List.of("192.0.2.7"))).isEqualTo("10.0.0.1");
  }

  @Test
  void takesTheLastHopThatIsNoTrustedProxyWhateverStandsBeforeIt() {
    assertThat(listed("10.0.0.1", "203.0.113.1, 192.0.2.7, 10.0.0.2")).isEqualTo("192.0.2.7");
    assertThat(listed("10.0.0.1", "203.0.113.1", "192.0.2.7", "10.0.0.2")).isEqualTo("192.0.2.7");
    assertThat(forwarded("10.0.0.1", "for=203.0.113.1, for=192.0.2.7;by=10.0.0.1"))
        .isEqualTo("192.0.2.7");
  }

  @Test
  void isTheFirstProxyWhereAllHopsAreProxies() {
    assertThat(listed("10.0.0.1", "10.0.0.3, 10.0.0.2")).isEqualTo("10.0.0.3");
    assertThat(listed("10.0.0.1")).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7:4711, 192.0.2.7",
    "'[2001:db8::7]:4711', 2001:db8:0:0:0:0:0:7",
    "'[2001:db8::7]', 2001:db8:0:0:0:0:0:7",
    "2001:DB8::7, 2001:db8:0:0:0:0:0:7",
    "::ffff:192.0.2.7, 192.0.2.7",
    "192.0.2.7:_hidden, 192.0.2.7",
    "'[2001:db8::7]:_p-1.x', 2001:db8:0:0:0:0:0:7",
  })
  void readsEachWayOfWritingAnAddress(String hop, String address) {
    assertThat(listed("10.0.0.1", hop)).isEqualTo(address);
    assertThat(forwarded("10.0.0.1", "proto=https;For=\"" + hop + "\"")).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource({
    "unknown",
    "_hidden",
    "''",
    "localhost",
    "192.0.2.7:port",
    "'[2001:db8::7'",
    "'[2001:db8::7]x'",
    "192.0.2.256",
    "192.0.2.07",
    "192.0.2.7:_",
    "'192.0.2.7 192.0.2.8'",
  })
  void isTheProxyThatTellsOfNoAddress(String hop) {
    assertThat(listed("10.0.0.1", "203.0.113.1, " + hop + ", 10.0.0.2")).isEqualTo("10.0.0.2");
  }

  @Test
  void takesNoElementThatIsMalformed() {
    assertThat(forwarded("10.0.0.1", "for=192.0.2.7;for=192.0.2.8")).isEqualTo("10.0.0.1");
    assertThat(forwarded("10.0.0.1", "by=192.0.2.7")).isEqualTo("10.0.0.1");
    assertThat(forwarded("10.0.0.1", "for=\"192.0.2.7,192.0.2.8")).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:aaaa:0:0:0:0:1",
    "'[2001:db8:aaaa::1]'",
    "'[2001:db8:aaaa::1%eth0]'",
    "2001:db8:aaaa::1%2",
  })
  void knowsAPeerHoweverTheServerWritesIt(String peer) {
    assertThat(listed(peer, "192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(IpAddress.ofPeer(peer)).isEqualTo("2001:db8:aaaa:0:0:0:0:1");
  }

  @Test
  void readsNoMoreThanSixteenHops() {
    String many = String.join(",", Collections.nCopies(2_000, "10.0.0.2"));

    assertThat(listed("10.0.0.1", "192.0.2.7," + many)).isEqualTo("10.0.0.2");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "::ffff:192.0.2.7, 192.0.2.7",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    "2001:db8:1:2::, 2001:db8:1:2::/64",
    "2001:db8:1:3::, 2001:db8:1:3::/64",
    "::1, 0:0:0:0::/64",
    "a host, a host",
  })
  void countsAllOfANetworkOfIpv6Together(String address, String network) {
    assertThat(IpAddress.network(address)).isEqualTo(network);
  }

  @Test
  void looksNoNameUp(@TempDir Path folder) throws Exception {
    String[] names = {"999.1.1.1", "256.1.1.1", ".:1", "..:"};
    StringBuilder hosts = new StringBuilder();
    StringBuilder unknown = new StringBuilder();
    for (String name : names) {
      hosts.append("10.9.9.9 ").append(name).append(System.lineSeparator());
      unknown.append(name).append('=').append(System.lineSeparator());
    }
    Path file = Files.writeString(folder.resolve("hosts"), hosts);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.net.hosts.file=" + file,
                "-cp",
                System.getProperty("java.class.path"),
                NameLookup.class.getName()));
    command.addAll(List.of(names));

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

    assertThat(process.inputReader().lines().collect(Collectors.joining(System.lineSeparator())))
        .isEqualToIgnoringNewLines(unknown.toString());
    assertThat(process.waitFor()).isZero();
  }
}
