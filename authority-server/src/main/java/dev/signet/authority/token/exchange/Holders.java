package dev.signet.authority.token.exchange;

import dev.signet.authority.directory.Consumer;
import dev.signet.authority.directory.ConsumerDirectory;
import dev.signet.authority.directory.Details;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.token.GrantRefusal;
import dev.signet.validator.Holder;
import dev.signet.validator.Token;
import java.util.List;
import java.util.Optional;

/**
 * Finds whom a token speaks of: as the directory knows them now, else as the token does.
 * Thread-safe.
 *
 * @param directory who the consumers are
 */
record Holders(ConsumerDirectory directory) {
  /** The holder of a token that was judged; refused if it is disabled. */
  Consumer get(Token token) {
    String name = token.holder().subject();
    ConsumerKind kind =
        token.holder().type() == Holder.Type.USER ? ConsumerKind.USER : ConsumerKind.APPLICATION;
    Optional<Consumer> known = directory.find(name).filter(each -> each.kind() == kind);
    if (known.isEmpty() && directory.knows(name)) {
      throw new GrantRefusal(
          "invalid_request", "holder_disabled", "The holder of the subject_token is disabled");
    }
    return known.orElseGet(
        () ->
            new Consumer(name, kind, TokenRights.none(), List.of(), Details.among(token.claims())));
  }
}
