/**
 * Sessions of users: who signed in once has tokens by a cookie until the session ends.
 *
 * <p>Owns when a session ends, the form of the cookie, and from which sites it is taken. Where
 * sessions are kept is the business of {@code storage.session}, who the users are that of {@code
 * directory}. Start reading at {@link dev.signet.authority.session.SessionEndpoint}.
 */
@NullMarked
package dev.signet.authority.session;

import org.jspecify.annotations.NullMarked;
