package dev.signet.authority.process;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that was answered is on record, whenever the process dies. */
class KillNineIT {
  private static final int KILLS = Integer.getInteger("signet.kills", 5);

  @Test
  void keepsEveryTokenThatWasAnsweredThroughEveryKill(@TempDir Path folder)
      throws InterruptedException {
    new Kills(AuthorityHome.in(folder)).repeat(KILLS);
  }
}
