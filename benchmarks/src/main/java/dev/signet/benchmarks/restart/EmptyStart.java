package dev.signet.benchmarks.restart;

/** The floor: a JVM that starts and says so. */
final class EmptyStart {
  private EmptyStart() {}

  public static void main(String[] arguments) {
    System.out.println("0");
  }
}
