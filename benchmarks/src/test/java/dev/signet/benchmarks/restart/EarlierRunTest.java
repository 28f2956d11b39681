package dev.signet.benchmarks.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.benchmarks.tokens.KeyServer;
import dev.signet.benchmarks.tokens.TokenMint;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierRunTest {
  @TempDir Path folder;

  private EarlierRun earlierRun() throws Exception {
    TokenMint mint = EarlierRun.mint();
    try (KeyServer authority = EarlierRun.authorityOf(mint)) {
      return EarlierRun.with(authority, mint, folder);
    }
  }

  @Test
  void leavesWhatTheNextOneValidatesWithWhileTheAuthorityIsDown() throws Exception {
    EarlierRun earlier = earlierRun();

    try (TokenValidator next = FirstCheck.build(earlier.state(), earlier.keySet())) {
      assertThat(next.checkToken(Files.readString(earlier.token())))
          .isInstanceOf(Verdict.Accepted.class);
    }
  }

  @Test
  void isTheOnlySourceOfKeys() throws Exception {
    EarlierRun earlier = earlierRun();

    try (TokenValidator next = FirstCheck.build(folder.resolve("empty"), earlier.keySet())) {
      assertThat(next.checkToken(Files.readString(earlier.token())))
          .isInstanceOf(Verdict.Unavailable.class);
    }
  }

  @Test
  void leavesASignatureThatVerifiesByItself() throws Exception {
    assertThat(RawStart.verify(Files.readAllLines(earlierRun().parts()))).isTrue();
  }
}
