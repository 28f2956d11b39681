package dev.signet.authority.http.proxy;

/** Reads texts as addresses in a process of its own, whose names a test has chosen. */
final class NameLookup {
  private NameLookup() {}

  public static void main(String[] texts) {
    for (String text : texts) {
      System.out.println(text + '=' + IpAddress.canonical(text).orElse(""));
    }
  }
}
