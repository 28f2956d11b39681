package dev.signet.validator.document;

/**
 * A document that is to be believed.
 *
 * @param claims what it says
 * @param validity who signed it, when, and how far it can be believed
 */
public record SignedDocument(Members claims, Validity validity) {}
