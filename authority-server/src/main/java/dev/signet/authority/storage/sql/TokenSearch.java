package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.TokenReader.Place;
import dev.signet.authority.storage.TokenReader.Selection;
import dev.signet.authority.storage.TokenRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds tokens by whom they speak of and to whom they were issued.
 *
 * <p>Their indexes begin with the expiry, so that keeping a record writes at the end of them and
 * not all over. Those of one name are therefore looked up second by second of expiry, several in a
 * step, and a gap in which nothing expires is stepped over.
 *
 * @param connection only reads
 */
record TokenSearch(Connection connection) {
  private static final int MOST_SECONDS = 64;

  static final String PAGE =
      SqlTokenReader.COLUMNS
          + """
          WHERE (expires_at, subject, jti) > (?, ?, ?)
          ORDER BY expires_at, subject, jti LIMIT ?
          """;

  static final String NEXT_SECOND = "SELECT min(expires_at) FROM tokens WHERE expires_at >= ?";
  private static final String COUNT = "SELECT count(*) FROM tokens WHERE expires_at >= ?";

  /** Those of one name, in seconds that are put in before it. */
  static final String OF_HOLDER = "subject = ?";

  static final String OF_HOLDER_AND_CLIENT = "subject = ? AND client_id = ?";

  /** Most tokens speak of the consumer that has them: the index by consumer leaves those out. */
  static final String OF_CLIENT_FOR_OTHERS = "client_id = ? AND client_id <> subject";

  static String page(String condition, int seconds) {
    return SqlTokenReader.COLUMNS
        + where(condition, seconds)
        + " AND jti > ? ORDER BY expires_at, jti LIMIT ?";
  }

  private static String count(String condition) {
    return "SELECT count(*) FROM tokens " + where(condition, MOST_SECONDS);
  }

  private static String where(String condition, int seconds) {
    String places = String.join(", ", Collections.nCopies(seconds, "?"));
    return "WHERE expires_at IN (" + places + ") AND " + condition;
  }

  /** A condition that an index answers, with the names in it. */
  private record Branch(String condition, List<String> names) {
    /** Those that together are the selection, no token in two; none if no name is given. */
    static List<Branch> of(Selection selection) {
      String holder = selection.subject().orElse("");
      String client = selection.clientId().orElse("");
      if (holder.isEmpty() && client.isEmpty()) {
        return List.of();
      }
      if (client.isEmpty()) {
        return List.of(new Branch(OF_HOLDER, List.of(holder)));
      }
      if (!holder.isEmpty()) {
        return List.of(new Branch(OF_HOLDER_AND_CLIENT, List.of(holder, client)));
      }
      return List.of(
          new Branch(OF_HOLDER_AND_CLIENT, List.of(client, client)),
          new Branch(OF_CLIENT_FOR_OTHERS, List.of(client)));
    }

    /**
     * Sets what stands in {@link TokenSearch#where}; returns the number of the parameter behind it.
     */
    int bind(PreparedStatement query, long second, int seconds) throws SQLException {
      int index = 1;
      for (int i = 0; i < seconds; i++) {
        query.setLong(index++, second + i);
      }
      for (String name : names) {
        query.setString(index++, name);
      }
      return index;
    }
  }

  /** See {@link dev.signet.authority.storage.TokenReader#page}. */
  List<TokenRecord> page(Selection selection, Optional<Place> after, int most) throws SQLException {
    long from = selection.expiresFrom().getEpochSecond();
    Optional<Place> place = after.filter(each -> each.expiresAt().getEpochSecond() >= from);
    List<Branch> branches = Branch.of(selection);
    if (branches.isEmpty()) {
      return all(from, place, most);
    }
    List<TokenRecord> found = new ArrayList<>();
    for (Branch branch : branches) {
      found.addAll(walk(branch, from, place, most));
    }
    return found.stream()
        .sorted(Comparator.comparing(TokenRecord::expiresAt).thenComparing(TokenRecord::jti))
        .limit(most)
        .toList();
  }

  private List<TokenRecord> all(long from, Optional<Place> after, int most) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(PAGE)) {
      query.setLong(1, after.map(place -> place.expiresAt().getEpochSecond()).orElse(from));
      query.setString(2, after.map(Place::subject).orElse(""));
      query.setString(3, after.map(Place::jti).orElse(""));
      query.setInt(4, most);
      return SqlTokenReader.read(query);
    }
  }

  private List<TokenRecord> walk(Branch branch, long from, Optional<Place> after, int most)
      throws SQLException {
    List<TokenRecord> found = new ArrayList<>();
    if (after.isPresent()) {
      // The rest of the second that the place is in.
      long second = after.get().expiresAt().getEpochSecond();
      found.addAll(find(branch, second, 1, after.get().jti(), most));
    }
    long begin = after.map(place -> place.expiresAt().getEpochSecond() + 1).orElse(from);
    int seconds = 1;
    OptionalLong second = nextSecond(begin);
    while (second.isPresent() && found.size() < most) {
      found.addAll(find(branch, second.getAsLong(), seconds, "", most - found.size()));
      second = nextSecond(second.getAsLong() + seconds);
      seconds = Math.min(2 * seconds, MOST_SECONDS);
    }
    return found;
  }

  private List<TokenRecord> find(
      Branch branch, long second, int seconds, String behindJti, int most) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(page(branch.condition, seconds))) {
      int index = branch.bind(query, second, seconds);
      query.setString(index, behindJti);
      query.setInt(index + 1, most);
      return SqlTokenReader.read(query);
    }
  }

  /** See {@link dev.signet.authority.storage.TokenReader#count(Selection)}. */
  long count(Selection selection) throws SQLException {
    long from = selection.expiresFrom().getEpochSecond();
    List<Branch> branches = Branch.of(selection);
    if (branches.isEmpty()) {
      return number(COUNT, from).orElse(0);
    }
    long count = 0;
    OptionalLong second = nextSecond(from);
    while (second.isPresent()) {
      for (Branch branch : branches) {
        count += count(branch, second.getAsLong());
      }
      second = nextSecond(second.getAsLong() + MOST_SECONDS);
    }
    return count;
  }

  private long count(Branch branch, long second) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(count(branch.condition))) {
      branch.bind(query, second, MOST_SECONDS);
      return number(query).orElse(0);
    }
  }

  /** The first second, from one on, in which a token expires. */
  private OptionalLong nextSecond(long from) throws SQLException {
    return number(NEXT_SECOND, from);
  }

  private OptionalLong number(String sql, long parameter) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, parameter);
      return number(query);
    }
  }

  private static OptionalLong number(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      row.next();
      long number = row.getLong(1);
      return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }
  }
}
