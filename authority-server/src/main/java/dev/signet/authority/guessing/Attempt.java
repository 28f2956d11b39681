package dev.signet.authority.guessing;

/**
 * That somebody tries to prove who it is.
 *
 * @param name the name claimed
 * @param address the address that it comes from
 * @param guessable whether what it presents could have been guessed, as a password can; a key, a
 *     certificate and a secret of 256 random bits cannot
 * @param requestId the request
 */
public record Attempt(String name, String address, boolean guessable, String requestId) {}
