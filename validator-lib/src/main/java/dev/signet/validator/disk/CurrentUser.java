package dev.signet.validator.disk;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.jspecify.annotations.Nullable;

/** Whom this process runs as. */
final class CurrentUser {
  private CurrentUser() {}

  /** The user, or null if nobody can tell: then no file is trusted. */
  static @Nullable UserPrincipal find(FileSystem files) {
    try {
      // Linux: a process owns its entry here, also when the user has no name, as in containers.
      return Files.getOwner(Path.of("/proc/self"));
    } catch (IOException | UnsupportedOperationException e) {
      return byName(files);
    }
  }

  private static @Nullable UserPrincipal byName(FileSystem files) {
    try {
      String name = System.getProperty("user.name", "");
      return files.getUserPrincipalLookupService().lookupPrincipalByName(name);
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }
}
