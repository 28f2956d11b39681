package dev.signet.authority.cli.quotas;

import dev.signet.authority.Authority;
import dev.signet.authority.audit.QuotaEvent;
import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.cli.terminal.Verb;
import dev.signet.authority.config.Durations;
import dev.signet.authority.directory.Consumer;
import dev.signet.authority.storage.quota.AllowanceChange;
import dev.signet.authority.storage.quota.AllowanceRecord;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.Rate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code quotas set}. */
@Command(
    name = "set",
    description = {
      "Gives a consumer an allowance of its own, in place of the configuration's.",
      "What is not named stays as it is. A server takes notice within seconds."
    },
    footer = {
      "",
      "Examples:",
      "  quotas set billing --issuing 600/1m --calls 10000/1h",
      "  quotas set gateway --calls 100000/1h --of client_id"
    })
final class QuotasSetVerb extends Verb {
  @Parameters(index = "0", paramLabel = "NAME", description = "the application or user")
  private String name = "";

  @Option(
      names = "--issuing",
      paramLabel = "N/WINDOW",
      converter = RateConverter.class,
      description = "how many tokens it may be issued, such as 600/1m")
  private @Nullable Rate issuing;

  @Option(
      names = "--calls",
      paramLabel = "N/WINDOW",
      converter = RateConverter.class,
      description = "how many calls its tokens allow at each provider, such as 10000/1h")
  private @Nullable Rate calls;

  @Option(
      names = "--of",
      paramLabel = "CLAIM",
      converter = CountedConverter.class,
      description = {
        "which calls those are: sub, with tokens that speak of it (default);",
        "client_id, with tokens issued to it, whomever they speak of"
      })
  private @Nullable Counted counted;

  @Option(
      names = "--live",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "whether providers should take a newer allowance without a new token")
  private @Nullable Boolean live;

  QuotasSetVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (!Consumer.isName(name)) {
      throw new IllegalArgumentException("no consumer can have this name");
    }
    try (Authority authority = openAuthority()) {
      AllowanceRecord allowance =
          authority
              .storage()
              .allowances()
              .change(
                  new AllowanceChange(
                      name, issuing, calls, counted, live, authority.clock().instant()))
              .orElseThrow(() -> new IllegalArgumentException("name --issuing, --calls or both"));
      authority.audit().record(event(allowance));
      Shown.print(terminal(), json(), allowance);
      if (authority.storage().consumerReader().find(name).isEmpty()) {
        terminal().err().println("nobody of that name is in the database; it holds for whoever is");
      }
      return OK;
    }
  }

  private static QuotaEvent event(AllowanceRecord allowance) {
    return new QuotaEvent.Set(
        allowance.consumer(),
        text(allowance.issuing()),
        text(allowance.calls()),
        allowance.counted().claim(),
        allowance.live());
  }

  private static @Nullable String text(@Nullable Rate rate) {
    return rate == null ? null : rate.toString();
  }

  /** Reads so many in a window. */
  static final class RateConverter implements ITypeConverter<Rate> {
    @Override
    public Rate convert(String text) {
      return Durations.parseRate(text)
          .orElseThrow(() -> new TypeConversionException("is not " + Durations.A_RATE));
    }
  }

  /** Reads the name of a claim. */
  static final class CountedConverter implements ITypeConverter<Counted> {
    @Override
    public Counted convert(String text) {
      return Counted.find(text)
          .orElseThrow(() -> new TypeConversionException("is not " + Counted.all()));
    }
  }
}
