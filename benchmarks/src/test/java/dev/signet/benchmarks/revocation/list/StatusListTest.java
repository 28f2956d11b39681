package dev.signet.benchmarks.revocation.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

class StatusListTest {
  /** The example of draft-ietf-oauth-status-list §4.1 and §4.2. */
  @Test
  void isThatOfTheSpecification() throws IOException {
    StatusList list = StatusList.of(16);
    for (int revoked : new int[] {0, 3, 4, 5, 7, 8, 9, 13, 15}) {
      list.revoke(revoked);
    }

    assertThat(inflated(list)).containsExactly(0xb9, 0xa3);
    assertThat(list.compressed()).isEqualTo("eNrbuRgAAhcBXQ");
  }

  @Test
  void ofRandomPlacesHasAsManyBitsSetAsAreRevoked() throws IOException {
    byte[] bits = inflated(StatusList.random(1000, 10_000));

    assertThat(bits).hasSize(1250);
    assertThat(BitSet.valueOf(bits).cardinality()).isEqualTo(1000);
  }

  @Test
  void revokesAllWhereAllAreRevoked() throws IOException {
    assertThat(BitSet.valueOf(inflated(StatusList.random(77, 77))).cardinality()).isEqualTo(77);
  }

  @Test
  void tellsWhetherATokenWasRevokedBefore() {
    StatusList list = StatusList.of(9);

    assertThat(list.revoke(8)).isTrue();
    assertThat(list.revoke(8)).isFalse();
  }

  private static byte[] inflated(StatusList list) throws IOException {
    byte[] zlib = Base64.getUrlDecoder().decode(list.compressed());
    return new InflaterInputStream(new ByteArrayInputStream(zlib)).readAllBytes();
  }
}
