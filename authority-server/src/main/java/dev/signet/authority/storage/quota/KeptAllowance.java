package dev.signet.authority.storage.quota;

/** What a store has of the allowance of one consumer: the allowance, or what is wrong with it. */
public sealed interface KeptAllowance permits AllowanceRecord, DamagedAllowance {
  /** Whose it is. */
  String consumer();
}
