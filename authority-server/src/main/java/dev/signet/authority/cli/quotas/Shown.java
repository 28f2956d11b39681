package dev.signet.authority.cli.quotas;

import dev.signet.authority.cli.terminal.Terminal;
import dev.signet.authority.http.Json;
import dev.signet.authority.storage.quota.AllowanceRecord;
import dev.signet.authority.storage.quota.DamagedAllowance;
import dev.signet.authority.storage.quota.KeptAllowance;
import dev.signet.authority.storage.quota.Rate;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An allowance as an operator reads it. */
final class Shown {
  private Shown() {}

  static void print(Terminal terminal, boolean json, KeptAllowance kept) {
    if (kept instanceof AllowanceRecord allowance) {
      printWhole(terminal, json, allowance);
    } else if (kept instanceof DamagedAllowance damaged) {
      if (json) {
        terminal.json(Json.object("consumer", damaged.consumer(), "damaged", damaged.fault()));
      } else {
        terminal.out().println(damaged.message());
      }
    }
  }

  private static void printWhole(Terminal terminal, boolean json, AllowanceRecord allowance) {
    if (json) {
      terminal.json(object(allowance));
      return;
    }
    String line =
        String.format(
            Locale.ROOT,
            "%-24s issuing: %-14s calls: %-14s of: %-9s %s since %s",
            allowance.consumer(),
            text(allowance.issuing()),
            text(allowance.calls()),
            allowance.counted().claim(),
            allowance.live() ? "live" : "    ",
            allowance.changedAt());
    // A name must not steer the terminal.
    terminal.out().println(line.replaceAll("[^ -~]", "?"));
  }

  private static String text(@Nullable Rate rate) {
    return rate == null ? "-" : rate.toString();
  }

  private static Map<String, Object> object(AllowanceRecord allowance) {
    Map<String, Object> object = Json.object("consumer", allowance.consumer());
    put(object, "issuing", allowance.issuing());
    put(object, "calls", allowance.calls());
    object.put("of", allowance.counted().claim());
    object.put("live", allowance.live());
    object.put("changed_at", allowance.changedAt().toString());
    return object;
  }

  private static void put(Map<String, Object> object, String name, @Nullable Rate rate) {
    if (rate != null) {
      object.put(name, Json.object("limit", rate.limit(), "window", rate.seconds()));
    }
  }
}
