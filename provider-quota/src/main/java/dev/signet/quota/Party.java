package dev.signet.quota;

import dev.signet.validator.Token;
import java.util.Optional;

/** Whose calls the claim says are counted. */
enum Party {
  /** The holder: the {@code sub} claim. */
  HOLDER("sub") {
    @Override
    String name(Token token) {
      return token.holder().subject();
    }
  },
  /** The application: the {@code client_id} claim. */
  APPLICATION("client_id") {
    @Override
    String name(Token token) {
      return token.clientId();
    }
  };

  private final String claim;

  Party(String claim) {
    this.claim = claim;
  }

  /** The word for it in the claim. */
  String claim() {
    return claim;
  }

  /** Its name by this token. */
  abstract String name(Token token);

  static Optional<Party> find(String claim) {
    for (Party party : values()) {
      if (party.claim.equals(claim)) {
        return Optional.of(party);
      }
    }
    return Optional.empty();
  }
}
