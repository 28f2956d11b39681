/**
 * How much a requestor may ask for: how many tokens it is issued, and how many calls those allow at
 * providers.
 *
 * <p>Owns the rules of who is counted and by which allowance, the counts of tokens that are issued,
 * and the claim {@code quota}. Counting calls is the business of providers; keeping what operators
 * set is that of {@code storage.quota}. Start reading at {@link
 * dev.signet.authority.quota.Allowances}.
 */
@NullMarked
package dev.signet.authority.quota;

import org.jspecify.annotations.NullMarked;
