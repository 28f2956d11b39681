package dev.signet.benchmarks.scale;

import dev.signet.benchmarks.load.Requests;
import dev.signet.benchmarks.serving.AuthorityOptions;
import dev.signet.benchmarks.serving.AuthorityUnderTest;
import dev.signet.benchmarks.serving.JavaHome;
import dev.signet.benchmarks.serving.Round;
import dev.signet.benchmarks.serving.ServerProcess;
import dev.signet.benchmarks.serving.Target;
import dev.signet.benchmarks.serving.TokenRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what the authority does on each database, with few records in it and with many. */
@Command(
    name = "stored-records",
    mixinStandardHelpOptions = true,
    description = "Measures issuing, introspecting and revoking with few records and with many.")
public final class StoredRecords implements Callable<Integer> {
  @Mixin private AuthorityOptions options = new AuthorityOptions();

  @Mixin private LoadOptions load = new LoadOptions();

  @Option(
      names = "--engine",
      split = ",",
      defaultValue = "sqlite,postgres",
      description = "the databases (${DEFAULT-VALUE})")
  private List<String> engines = List.of();

  @Option(
      names = "--records",
      split = ",",
      defaultValue = "0,1000000,20000000",
      description = "how many live, from few to many (${DEFAULT-VALUE})")
  private List<Integer> records = List.of();

  @Option(names = "--seconds", defaultValue = "5", description = "of a round (${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "3", description = "of each (${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--revoked",
      defaultValue = "3000",
      description = "tokens taken back in a round at most (${DEFAULT-VALUE})")
  private int revoked;

  /** Measures and prints a table. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new StoredRecords()).setOverwrittenOptionsAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    StringBuilder rows = new StringBuilder(RecordTable.HEAD);
    for (String engine : engines) {
      try (Database database = Database.open(engine, options.folder(engine))) {
        measure(database, engine, rows);
      }
    }
    System.out.print(rows);
    return 0;
  }

  private void measure(Database database, String engine, StringBuilder rows)
      throws IOException, InterruptedException, SQLException {
    JavaHome java = JavaHome.current();
    AuthorityUnderTest authority = options.authority(java, engine, database.settings());
    LivingRecords living = new LivingRecords(database);
    try (ServerProcess process = authority.start(options.core());
        ServerProcess floor = ServerProcess.start(java, options.core(), options.floor())) {
      Target signing = signingFloor(floor, authority);
      load.warmUp(signing);
      for (Operation operation : Operation.values()) {
        if (operation != Operation.REVOKE) {
          load.warmUp(new Target("", process, operation.requests(authority, 0)));
        }
      }
      for (int count : records) {
        living.growTo(count);
        for (Operation operation : Operation.values()) {
          if (operation.meetsRecords() || count == records.get(0)) {
            Stored subject = new Stored(authority, process, database, signing);
            rows.append(
                RecordTable.row(database.name(), count, operation, taken(subject, operation)));
          }
        }
      }
    }
  }

  private static Target signingFloor(ServerProcess floor, AuthorityUnderTest authority)
      throws IOException, InterruptedException {
    byte[] request = TokenRequest.to("/token", authority.secret());
    floor.awaitFirst(request);
    return new Target("floor: signs only", floor, Requests.same(request));
  }

  /** Taken in turns with the floor, so that a busy moment of the machine falls on both. */
  private Map<Round, Sample> taken(Stored subject, Operation operation)
      throws IOException, InterruptedException, SQLException {
    Map<Round, Sample> taken = new LinkedHashMap<>();
    for (int i = 0; i < rounds; i++) {
      Target target =
          new Target(
              operation.label(),
              subject.process(),
              operation.requests(subject.authority(), revoked));
      Duration time = Duration.ofSeconds(seconds);
      Round floor = Round.run(load.generator(), subject.floor(), time);
      taken.put(floor, Sample.take(load.generator(), target, subject.database(), time));
    }
    return taken;
  }

  private record Stored(
      AuthorityUnderTest authority, ServerProcess process, Database database, Target floor) {}
}
