/**
 * The token endpoint: from a form to a signed, recorded token.
 *
 * <p>Owns the pipeline, the grants, the policy that narrows what is asked and the claims that are
 * signed. Who asks is the business of {@code authn}, with what is signed of {@code keys}. Start
 * reading at {@link dev.signet.authority.token.TokenEndpoint}.
 */
@NullMarked
package dev.signet.authority.token;

import org.jspecify.annotations.NullMarked;
