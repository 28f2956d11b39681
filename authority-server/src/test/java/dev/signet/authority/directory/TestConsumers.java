package dev.signet.authority.directory;

import dev.signet.authority.storage.TestRecords;

/** Valid consumers to be added, for tests. */
public final class TestConsumers {
  private TestConsumers() {}

  /** A consumer with the rights and details of {@link TestRecords}. */
  public static NewConsumer newConsumer(String name) {
    return new NewConsumer(name, TestRecords.rights(), TestRecords.details());
  }
}
