/**
 * What tokens say: the part of it that does not depend on how one asked.
 *
 * <p>Owns what the configuration says of audiences, which details of a holder each of them gets,
 * and what a token takes over from the one it was exchanged from. The claims themselves are put
 * together by {@code token}. Start reading at {@link
 * dev.signet.authority.token.claims.AudienceRules}.
 */
@NullMarked
package dev.signet.authority.token.claims;

import org.jspecify.annotations.NullMarked;
