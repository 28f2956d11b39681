package dev.signet.authority.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A disk that lets a number of steps pass and then dies with the process: that step is not done, or
 * a file is half written, and none after it.
 */
class CrashingSteps implements FileSteps {
  /** The process is gone; nothing of ours may catch this. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final FileSteps disk = FileSteps.onDisk();
  private int stepsLeft;

  CrashingSteps(int stepsLeft) {
    this.stepsLeft = stepsLeft;
  }

  boolean crashed() {
    return stepsLeft < 0;
  }

  private void step() {
    stepsLeft--;
    if (stepsLeft < 0) {
      throw new Crash();
    }
  }

  @Override
  public Path create(Path folder) throws IOException {
    step();
    return disk.create(folder);
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    if (stepsLeft == 0) {
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }
    step();
    disk.write(file, bytes);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step();
    disk.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    step();
    disk.delete(file);
  }

  @Override
  public void flush(Path folder) throws IOException {
    step();
    disk.flush(folder);
  }
}
