package dev.signet.authority.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.quota.QuotaSettings.Charged;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.InMemoryStorage;
import dev.signet.authority.storage.quota.AllowanceChange;
import dev.signet.authority.storage.quota.AllowanceRepository;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllowancesTest {
  private static final Requestor APP = new Requestor("gateway", ConsumerKind.APPLICATION);
  private static final Requestor USER = new Requestor("ada", ConsumerKind.USER);
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final AllowanceRepository repository = new InMemoryStorage().allowances();
  private final AtomicLong nanos = new AtomicLong();

  private static Rate rate(long limit) {
    return new Rate(limit, Duration.ofMinutes(1));
  }

  private static QuotaSettings settings(Charged charged, Counted counted) {
    return new QuotaSettings(
        Map.of(ConsumerKind.APPLICATION, rate(600), ConsumerKind.USER, rate(60)),
        charged,
        Map.of(ConsumerKind.APPLICATION, rate(9_000), ConsumerKind.USER, rate(900)),
        Map.of("stock", rate(50), "orders", rate(70)),
        counted,
        false,
        ListSettings.DEFAULT);
  }

  private Allowances allowances() {
    return new Allowances(settings(Charged.CLIENT, Counted.SUB), repository, nanos::get);
  }

  private void give(Requestor to, @Nullable Rate issuing, @Nullable Rate calls, Counted counted) {
    repository.change(new AllowanceChange(to.name(), issuing, calls, counted, false, NOW));
  }

  private static Parties asks(Requestor client, Requestor holder, String... audience) {
    return new Parties(client, holder, List.of(audience), false, null);
  }

  private static Parties exchanges(Counted counted, long inherited) {
    CallAllowance kept = new CallAllowance(counted, rate(inherited), true, "x");
    return new Parties(APP, USER, List.of("depot"), true, kept);
  }

  private static Optional<Long> limit(Optional<CallAllowance> calls) {
    return calls.map(each -> each.rate().limit());
  }

  @Nested
  class OfTokens {
    @Test
    void areThoseOfTheConfigurationByKind() {
      assertThat(allowances().issuing(APP)).contains(rate(600));
      assertThat(allowances().issuing(USER)).contains(rate(60));
    }

    @Test
    void areThoseOfTheOperatorWhereThereAreSome() {
      give(APP, rate(5), null, Counted.SUB);
      give(USER, null, rate(5), Counted.SUB);

      assertThat(allowances().issuing(APP)).contains(rate(5));
      assertThat(allowances().issuing(USER)).contains(rate(60));
    }

    @Test
    void takeNoticeOfAChangeAfterFiveSecondsAndNotBefore() {
      Allowances allowances = allowances();
      assertThat(allowances.issuing(APP)).contains(rate(600));
      give(APP, rate(5), null, Counted.SUB);

      nanos.addAndGet(Allowances.REREAD_AFTER.toNanos() - 1);
      assertThat(allowances.issuing(APP)).contains(rate(600));
      nanos.incrementAndGet();
      assertThat(allowances.issuing(APP)).contains(rate(5));
    }

    @ParameterizedTest
    @EnumSource(Charged.class)
    void chargeTheClientUnlessItExchangesAndHoldersAreToBeCharged(Charged charged) {
      Allowances allowances =
          new Allowances(settings(charged, Counted.SUB), repository, nanos::get);

      assertThat(allowances.charged(asks(APP, USER))).isEqualTo(APP);
      assertThat(allowances.charged(exchanges(Counted.SUB, 1)))
          .isEqualTo(charged == Charged.HOLDER ? USER : APP);
    }
  }

  @Nested
  class OfCalls {
    @Test
    void areThoseOfTheKindOfTheHolder() {
      assertThat(limit(allowances().calls(asks(APP, USER, "depot")))).contains(900L);
      assertThat(limit(allowances().calls(asks(APP, APP, "depot")))).contains(9_000L);
    }

    @Test
    void areThoseOfTheKindOfTheClientWhereClientsAreCounted() {
      Allowances allowances =
          new Allowances(settings(Charged.CLIENT, Counted.CLIENT_ID), repository, nanos::get);

      CallAllowance calls = allowances.calls(asks(APP, USER, "depot")).orElseThrow();

      assertThat(calls.counted()).isEqualTo(Counted.CLIENT_ID);
      assertThat(calls.rate()).isEqualTo(rate(9_000));
    }

    @Test
    void areThoseOfTheAudienceAndOfSeveralTheStrictest() {
      assertThat(limit(allowances().calls(asks(APP, USER, "orders")))).contains(70L);
      assertThat(limit(allowances().calls(asks(APP, USER, "depot", "orders", "stock"))))
          .contains(50L);
    }

    @Test
    void areThoseThatAnOperatorGaveTheHolder() {
      give(USER, null, rate(7), Counted.SUB);

      assertThat(limit(allowances().calls(asks(APP, USER, "stock")))).contains(7L);
    }

    @Test
    void areThoseOfTheClientForWhomeverItActsIfItIsCountedItself() {
      give(USER, null, rate(7), Counted.SUB);
      give(APP, null, rate(100_000), Counted.CLIENT_ID);

      CallAllowance calls = allowances().calls(asks(APP, USER, "stock")).orElseThrow();

      assertThat(calls.counted()).isEqualTo(Counted.CLIENT_ID);
      assertThat(calls.rate()).isEqualTo(rate(100_000));
      assertThat(calls.from()).isEqualTo("quotas set gateway");
    }

    @Test
    void areNotThoseOfTheClientIfItIsCountedAsHolderOnly() {
      give(APP, null, rate(5), Counted.SUB);

      assertThat(limit(allowances().calls(asks(APP, USER, "depot")))).contains(900L);
      assertThat(limit(allowances().calls(asks(APP, APP, "depot")))).contains(5L);
    }

    @Test
    void areNoneWhereNothingIsNamed() {
      QuotaSettings nothing =
          new QuotaSettings(
              Map.of(),
              Charged.CLIENT,
              Map.of(),
              Map.of(),
              Counted.SUB,
              false,
              ListSettings.DEFAULT);

      Allowances allowances = new Allowances(nothing, repository, nanos::get);

      assertThat(allowances.calls(asks(APP, USER, "stock"))).isEmpty();
      assertThat(allowances.issuing(APP)).isEmpty();
    }
  }

  @Nested
  class OfAnExchange {
    @Test
    void areKeptThoughThereIsMoreByNow() {
      CallAllowance calls = allowances().calls(exchanges(Counted.SUB, 899)).orElseThrow();

      assertThat(calls.rate()).isEqualTo(rate(899));
      assertThat(calls.live()).isTrue();
    }

    @Test
    void areNarrowedToWhatThereIsByNow() {
      assertThat(limit(allowances().calls(exchanges(Counted.SUB, 901)))).contains(900L);
    }

    @Test
    void areKeptWhereThereIsNoneByNow() {
      QuotaSettings nothing =
          new QuotaSettings(
              Map.of(),
              Charged.CLIENT,
              Map.of(),
              Map.of(),
              Counted.SUB,
              false,
              ListSettings.DEFAULT);

      assertThat(
              limit(
                  new Allowances(nothing, repository, nanos::get)
                      .calls(exchanges(Counted.SUB, 901))))
          .contains(901L);
    }

    @Test
    void areKeptWhereAnotherIsCountedByNow() {
      assertThat(limit(allowances().calls(exchanges(Counted.CLIENT_ID, 901)))).contains(901L);
    }

    @Test
    void areThoseOfTheServiceThatIsCountedItself() {
      give(APP, null, rate(100_000), Counted.CLIENT_ID);

      assertThat(limit(allowances().calls(exchanges(Counted.SUB, 10)))).contains(100_000L);
    }
  }
}
