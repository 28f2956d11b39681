/**
 * Tokens for those of whom a trusted issuer speaks: the grant {@code jwt-bearer} (RFC 7523 §2.1).
 *
 * <p>Owns which issuers are trusted for what, and how their claims become a holder. Who asks is
 * authenticated as ever, and signatures and times are judged by the validator's library. Start
 * reading at {@link dev.signet.authority.token.assertion.JwtBearerGrant}.
 */
@NullMarked
package dev.signet.authority.token.assertion;

import org.jspecify.annotations.NullMarked;
