package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.NewRevocation;
import dev.signet.authority.storage.RevocationRecord;
import dev.signet.authority.storage.RevocationRepository;
import dev.signet.authority.storage.RevocationTarget.OneToken;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import dev.signet.authority.storage.ValidatorReport;
import dev.signet.authority.storage.sql.connection.GroupCommitWriter;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Keeps revocations in a table, each change under the next number of a counter beside it. */
record SqlRevocationRepository(GroupCommitWriter writer) implements RevocationRepository {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SALT_BYTES = 16;

  private static final String INSERT =
      """
      INSERT INTO revocations
        (id, jti, subject, client_id, key_id, audience, issued_before, expires_at, reason,
          created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (jti) WHERE jti IS NOT NULL AND removed_by IS NULL DO NOTHING
      """;

  private static final String SAVE_REPORT =
      """
      INSERT INTO validator_reports (name, change, seen_at, effect) VALUES (?, ?, ?, ?)
      ON CONFLICT (name) DO UPDATE
        SET change = excluded.change, seen_at = excluded.seen_at, effect = excluded.effect
        WHERE excluded.seen_at >= validator_reports.seen_at
      """;

  private static final String FORGET_REPORTS = "DELETE FROM validator_reports WHERE seen_at <= ?";

  // Whoever changes revocations takes this row first and holds it until all is committed: so what
  // it found stays true, and numbers have no gap and appear in their order, whichever process took
  // them.
  private static final String HOLD = "UPDATE revocation_list SET change = change";

  private static final String COUNT =
      "UPDATE revocation_list SET change = change + 1 RETURNING change";
  private static final String UNCOUNT = "UPDATE revocation_list SET change = change - 1";
  private static final String REMOVE = "UPDATE revocations SET removed_by = ? WHERE id = ?";
  private static final String IN_FORCE = "WHERE id = ? AND removed_by IS NULL";
  private static final String EXPIRED =
      "WHERE expires_at <= ? AND removed_by IS NULL ORDER BY expires_at LIMIT ?";

  private static final String RENUMBER =
      """
      UPDATE revocation_list
      SET change = ?, known_from = ?, salt = ? WHERE change < ?
      """;
  private static final String REMOVED =
      "SELECT count(*) FROM revocations WHERE removed_by IS NOT NULL";
  private static final String FORGET =
      """
      DELETE FROM revocations WHERE id IN
        (SELECT id FROM revocations WHERE removed_by IS NOT NULL ORDER BY removed_by LIMIT ?)
      RETURNING removed_by
      """;
  private static final String RAISE =
      "UPDATE revocation_list SET known_from = ? WHERE known_from < ?";

  @Override
  public Addition add(NewRevocation revocation) {
    return writer.write(connection -> add(connection, revocation));
  }

  @Override
  public Optional<RevocationRecord> remove(long id) {
    return writer.write(connection -> remove(connection, IN_FORCE, id)).stream().findFirst();
  }

  @Override
  public List<RevocationRecord> removeExpired(Instant at, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1");
    }
    long until = at.getEpochSecond();
    return writer.write(connection -> remove(connection, EXPIRED, until, most));
  }

  @Override
  public boolean renumber(long change) {
    return writer.write(connection -> renumber(connection, change));
  }

  @Override
  public int forgetRemoved(int keep, int most) {
    if (keep < 0 || most < 1) {
      throw new IllegalArgumentException("keep must be at least 0, and most at least 1");
    }
    return writer.write(connection -> forgetRemoved(connection, keep, most));
  }

  @Override
  public void saveReports(List<ValidatorReport> reports, Instant forgetUntil) {
    writer.write(connection -> saveReports(connection, reports, forgetUntil.toEpochMilli()));
  }

  private static int saveReports(
      Connection connection, List<ValidatorReport> reports, long forgetUntil) throws SQLException {
    try (PreparedStatement save = connection.prepareStatement(SAVE_REPORT)) {
      for (ValidatorReport report : reports) {
        save.setString(1, report.name());
        save.setLong(2, report.change());
        save.setLong(3, report.seenAt().toEpochMilli());
        save.setObject(4, report.effect().map(Duration::toMillis).orElse(null));
        save.addBatch();
      }
      save.executeBatch();
    }
    try (PreparedStatement forget = connection.prepareStatement(FORGET_REPORTS)) {
      forget.setLong(1, forgetUntil);
      return forget.executeUpdate();
    }
  }

  /** In few statements: each is a way to a database that may be far, and holds others up. */
  private static Addition add(Connection connection, NewRevocation revocation) throws SQLException {
    Optional<RevocationRecord> before = inForce(connection, revocation);
    if (before.isPresent()) {
      return new Addition(before.get(), false);
    }
    long change = nextChange(connection);
    if (insert(connection, change, revocation)) {
      return new Addition(revocation.inForce(change), true);
    }
    // Another process revoked the same token since, and this one waited for it at the counter.
    execute(connection, UNCOUNT);
    return new Addition(inForce(connection, revocation).orElseThrow(), false);
  }

  private static Optional<RevocationRecord> inForce(Connection connection, NewRevocation revocation)
      throws SQLException {
    return revocation.target() instanceof OneToken token
        ? SqlRevocationReader.find(connection, token)
        : Optional.empty();
  }

  /** Whether it was added: of a token that is revoked already, there is one in force. */
  private static boolean insert(Connection connection, long id, NewRevocation revocation)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setLong(1, id);
      if (revocation.target() instanceof TokensIssuedBefore rule) {
        statement.setNull(2, Types.VARCHAR);
        statement.setString(3, rule.subject().orElse(null));
        statement.setString(4, rule.clientId().orElse(null));
        statement.setString(5, rule.keyId().orElse(null));
        statement.setString(6, rule.audience().orElse(null));
        statement.setLong(7, rule.issuedBefore().getEpochSecond());
      } else if (revocation.target() instanceof OneToken token) {
        statement.setString(2, token.jti());
        for (int selector = 3; selector <= 6; selector++) {
          statement.setNull(selector, Types.VARCHAR);
        }
        statement.setNull(7, Types.BIGINT);
      }
      statement.setLong(8, revocation.expiresAt().getEpochSecond());
      statement.setString(9, revocation.reason());
      statement.setLong(10, revocation.createdAt().getEpochSecond());
      return statement.executeUpdate() == 1;
    }
  }

  private static List<RevocationRecord> remove(
      Connection connection, String condition, long... parameters) throws SQLException {
    execute(connection, HOLD);
    List<RevocationRecord> revocations =
        SqlRevocationReader.find(connection, condition, parameters);
    if (!revocations.isEmpty()) {
      long change = nextChange(connection);
      try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
        for (RevocationRecord revocation : revocations) {
          remove.setLong(1, change);
          remove.setLong(2, revocation.id());
          remove.addBatch();
        }
        remove.executeBatch();
      }
    }
    return revocations;
  }

  private static boolean renumber(Connection connection, long change) throws SQLException {
    try (PreparedStatement renumber = connection.prepareStatement(RENUMBER)) {
      renumber.setLong(1, change);
      renumber.setLong(2, change);
      renumber.setString(3, newSalt());
      renumber.setLong(4, change);
      return renumber.executeUpdate() > 0;
    }
  }

  private static int forgetRemoved(Connection connection, int keep, int most) throws SQLException {
    execute(connection, HOLD);
    long removed = SqlRevocationReader.number(connection, REMOVED);
    int forgotten = (int) Math.max(0, Math.min(removed - keep, most));
    if (forgotten > 0) {
      // The last change that they were removed by is half forgotten now, perhaps: the way is known
      // from the state after it, not from the one before.
      raise(connection, forget(connection, forgotten));
    }
    return forgotten;
  }

  /** Returns the number of the last change that one of them was removed by. */
  private static long forget(Connection connection, int oldest) throws SQLException {
    try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
      forget.setInt(1, oldest);
      long last = 0;
      try (ResultSet row = forget.executeQuery()) {
        while (row.next()) {
          last = Math.max(last, row.getLong(1));
        }
      }
      return last;
    }
  }

  private static void raise(Connection connection, long knownFrom) throws SQLException {
    try (PreparedStatement raise = connection.prepareStatement(RAISE)) {
      raise.setLong(1, knownFrom);
      raise.setLong(2, knownFrom);
      raise.executeUpdate();
    }
  }

  private static long nextChange(Connection connection) throws SQLException {
    return SqlRevocationReader.number(connection, COUNT);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }

  private static String newSalt() {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return HexFormat.of().formatHex(salt);
  }
}
