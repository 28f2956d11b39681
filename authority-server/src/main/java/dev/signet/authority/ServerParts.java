package dev.signet.authority;

import dev.signet.authority.keys.KeyRotator;
import dev.signet.authority.keys.SigningHealth;
import dev.signet.authority.quota.IssuingLimiter;
import dev.signet.authority.quota.published.AllowancePublisher;
import dev.signet.authority.revocation.RevocationPublisher;
import dev.signet.authority.revocation.RevocationStreams;

/**
 * What requests and recurring jobs share.
 *
 * @param keys the ring it signs with and publishes
 * @param signing whether it can sign
 * @param revocations the list it publishes
 * @param streams who reads the list as it changes
 * @param operators what is there for those who run it
 * @param introspection answers providers that ask
 * @param assertions what is told by those who sign it
 * @param limiter charges requestors for tokens
 * @param allowances the list of them it publishes
 */
record ServerParts(
    KeyRotator keys,
    SigningHealth signing,
    RevocationPublisher revocations,
    RevocationStreams streams,
    OperatorSide operators,
    OwnIntrospection introspection,
    AssertionSide assertions,
    IssuingLimiter limiter,
    AllowancePublisher allowances) {}
