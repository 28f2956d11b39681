package dev.signet.authority.process;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that was answered is on record, whenever the process dies. */
class KillNineIT {

  @Test
  void keepsEveryTokenThatWasAnsweredThroughTwentyKills(@TempDir Path folder)
      throws InterruptedException {
    new Kills(AuthorityHome.in(folder)).repeat(20);
  }
}
