package dev.signet.authority.storage.quota;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whose calls an allowance counts, by the claim that names them. */
public enum Counted {
  /** The calls with all tokens that speak of one holder. */
  SUB("sub"),
  /** The calls with all tokens that were issued to one client. */
  CLIENT_ID("client_id");

  private final String claim;

  Counted(String claim) {
    this.claim = claim;
  }

  /** The name of the claim. */
  public String claim() {
    return claim;
  }

  /** The one of a claim; empty if that is none of them. */
  public static Optional<Counted> find(String claim) {
    return Arrays.stream(values()).filter(each -> each.claim.equals(claim)).findFirst();
  }

  /** The names of all the claims, as a sentence lists them. */
  public static String all() {
    return Arrays.stream(values()).map(Counted::claim).collect(Collectors.joining(" or "));
  }
}
