package dev.signet.authority.binding;

/**
 * What a token is bound to that another is exchanged from: never is a bound token exchanged for one
 * that is bound to nothing.
 *
 * @param confirmation what it is bound to
 * @param mayRebind whether the new one may be bound to a key or a certificate of the client that
 *     exchanges it instead
 */
public record Inherited(Confirmation confirmation, boolean mayRebind) {
  private static final Inherited NOTHING = new Inherited(Confirmation.none(), false);

  /** Of a token that is exchanged from none. */
  public static Inherited nothing() {
    return NOTHING;
  }

  /** Whether a token that is so bound may be handed out. */
  boolean allows(Confirmation next) {
    return next.covers(confirmation) || (mayRebind && !next.isNone());
  }
}
