package dev.signet.authority.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for what tokens say of a new consumer. */
final class DetailsOptions {
  @Option(names = "--name", paramLabel = "TEXT", description = "its full name")
  private @Nullable String fullName;

  @Option(names = "--email", paramLabel = "ADDRESS", description = "its e-mail address")
  private @Nullable String email;

  @Option(names = "--email-verified", description = "the address was verified")
  private boolean emailVerified;

  @Option(names = "--role", paramLabel = "ROLE", description = "a role; repeatable")
  private List<String> roles = new ArrayList<>();

  @Option(names = "--group", paramLabel = "GROUP", description = "a group; repeatable")
  private List<String> groups = new ArrayList<>();

  Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    if (fullName != null) {
      details.put("name", fullName);
    }
    if (email != null) {
      details.put("email", email);
      details.put("email_verified", emailVerified);
    } else if (emailVerified) {
      throw new IllegalArgumentException("--email-verified needs --email");
    }
    if (!roles.isEmpty()) {
      details.put("roles", roles);
    }
    if (!groups.isEmpty()) {
      details.put("groups", groups);
    }
    return details;
  }
}
