package dev.signet.authority.storage;

import org.junit.jupiter.api.Nested;

/** What every store keeps, whatever it is made of: the contracts of all its repositories. */
public abstract class StorageContract {
  /** The store, empty before each test. */
  protected abstract Storage storage();

  @Nested
  class Tokens extends TokenRepositoryContract {
    @Override
    protected Storage storage() {
      return StorageContract.this.storage();
    }
  }

  @Nested
  class Search extends TokenSearchContract {
    @Override
    protected Storage storage() {
      return StorageContract.this.storage();
    }
  }

  @Nested
  class Consumers extends ConsumerRepositoryContract {
    @Override
    protected Storage storage() {
      return StorageContract.this.storage();
    }
  }

  @Nested
  class Credentials extends CredentialRepositoryContract {
    @Override
    protected Storage storage() {
      return StorageContract.this.storage();
    }
  }

  @Nested
  class Revocations extends RevocationRepositoryContract {
    @Override
    protected Storage storage() {
      return StorageContract.this.storage();
    }
  }

  @Nested
  class Rings extends KeyRingRepositoryContract {
    @Override
    protected Storage storage() {
      return StorageContract.this.storage();
    }
  }

  @Nested
  class Guesses extends GuessRepositoryContract {
    @Override
    protected Storage storage() {
      return StorageContract.this.storage();
    }
  }

  @Nested
  class Allowances extends AllowanceRepositoryContract {
    @Override
    protected Storage storage() {
      return StorageContract.this.storage();
    }
  }

  @Nested
  class Sessions extends SessionRepositoryContract {
    @Override
    protected Storage storage() {
      return StorageContract.this.storage();
    }
  }

  @Nested
  class Assertions extends AssertionLogContract {
    @Override
    protected Storage storage() {
      return StorageContract.this.storage();
    }
  }

  @Nested
  class Reports extends ValidatorReportContract {
    @Override
    protected Storage storage() {
      return StorageContract.this.storage();
    }
  }
}
