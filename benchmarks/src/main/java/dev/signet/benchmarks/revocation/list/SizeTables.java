package dev.signet.benchmarks.revocation.list;

import dev.signet.benchmarks.figures.Latencies;
import dev.signet.benchmarks.figures.Spread;
import dev.signet.benchmarks.tokens.TokenMint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Writes what lists of several lengths take as Markdown. Belongs to one thread. */
final class SizeTables {
  private static final int BITS_OF_ID = 128;
  private static final int BITS_OF_NAME = 64;
  private static final int SPARSEST = 10_000;
  private static final int SPARSE = 100;
  private static final int DENSE = 10;
  private static final int ENTRIES_TO_TELL_HEAP_BY = 100_000;
  private static final String NONE = "–";

  private final TokenMint mint;
  private final StringBuilder lists =
      new StringBuilder(
          """

          | entries | full list | gzip | bytes/entry | bound: 128-bit ids | bound: 64-bit names \
          | status list, 0.01 % revoked | status list, 1 % revoked | status list, 10 % revoked |
          |--:|--:|--:|--:|--:|--:|--:|--:|--:|
          """);
  private final StringBuilder deltas =
      new StringBuilder(
          """

          | entries | delta of none | gzip | delta of 1 | gzip | delta of 100 | gzip \
          | heartbeat event | event of 1 |
          |--:|--:|--:|--:|--:|--:|--:|--:|--:|
          """);
  private final StringBuilder costs =
      new StringBuilder(
          """

          | entries | POST /revoke, ms | list after a change, ms | the same again, ms \
          | build and sign, ms | validator reads it, CPU ms | allocating MiB \
          | validator applies a delta of 1, CPU ms | it keeps, KiB | bytes/entry \
          | once its connection is closed, KiB | bytes/entry |
          |--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
          """);
  private final List<Double> heads = new ArrayList<>();
  private ValidatorCosts.@Nullable Heap empty;

  /** Begins tables; the mint signs status lists. */
  SizeTables(TokenMint mint) {
    this.mint = mint;
  }

  /** Adds a row to each table; the first should be of an empty list. */
  void add(int entries, PublishedSizes sizes, ValidatorCosts validator) {
    lists.append(list(entries, sizes.list()));
    deltas.append(
        String.format(
            Locale.ROOT,
            "| %d | %s | %s | %s | %d | %d |%n",
            entries,
            sizes.nothing().cells(),
            sizes.one().cells(),
            sizes.hundred().cells(),
            sizes.heartbeat(),
            sizes.change()));
    heads.add((double) sizes.list().head());
    heads.add((double) sizes.one().head());
    if (entries == 0) {
      empty = validator.heap();
    }
    costs.append(cost(entries, sizes, validator));
  }

  private String list(int entries, Sent list) {
    return String.format(
        Locale.ROOT,
        "| %d | %s | %s | %.0f | %.0f | %s | %s | %s |%n",
        entries,
        list.cells(),
        entries == 0 ? NONE : String.format(Locale.ROOT, "%.1f", list.plain() / (double) entries),
        InformationBound.bytes(entries, BITS_OF_ID),
        InformationBound.bytes(entries, BITS_OF_NAME),
        statusList(entries, SPARSEST),
        statusList(entries, SPARSE),
        statusList(entries, DENSE));
  }

  /** None where nothing is revoked, or where more live than one such list takes here. */
  private String statusList(int entries, int tokensPerEntry) {
    long population = (long) entries * tokensPerEntry;
    return population == 0 || population > Integer.MAX_VALUE
        ? NONE
        : String.valueOf(StatusList.random(entries, (int) population).signedBytes(mint));
  }

  private String cost(int entries, PublishedSizes sizes, ValidatorCosts validator) {
    double signed = median(sizes.signed());
    double served = median(sizes.served());
    return String.format(
        Locale.ROOT,
        "| %d | %.1f | %.1f | %.1f | %.1f | %s | %.1f | %s | %s | %s |%n",
        entries,
        median(sizes.revoke()),
        signed,
        served,
        signed - served,
        validator.listMillis().withDecimals(1),
        validator.listBytes().median() / (1 << 20),
        validator.deltaMillis().withDecimals(1),
        heap(entries, validator.heap(), ValidatorCosts.Heap::bytesConnected),
        heap(entries, validator.heap(), ValidatorCosts.Heap::bytes));
  }

  /** What is kept in all, and for each entry what is beyond an empty list's. */
  private String heap(
      int entries, ValidatorCosts.Heap heap, ToDoubleFunction<ValidatorCosts.Heap> moment) {
    double bytes = moment.applyAsDouble(heap);
    if (entries == 0 || empty == null) {
      return String.format(Locale.ROOT, "%.0f | %s", bytes / (1 << 10), NONE);
    }
    return entries < ENTRIES_TO_TELL_HEAP_BY
        ? NONE + " | " + NONE
        : String.format(
            Locale.ROOT,
            "%.0f | %.1f",
            bytes / (1 << 10),
            (bytes - moment.applyAsDouble(empty)) / entries);
  }

  private static double median(Latencies times) {
    return times.percentileMillis(0.5);
  }

  @Override
  public String toString() {
    return "" + lists + deltas + costs + "\nHead of an answer, bytes: " + Spread.of(heads) + ".\n";
  }
}
