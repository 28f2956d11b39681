package dev.signet.authority.token;

import dev.signet.authority.http.OAuthException;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which algorithm signs a token: its audience decides, as it must verify, else the application that
 * asked, else the default. Immutable.
 *
 * @param usual the default
 * @param byAudience for audiences with a choice of their own
 * @param byApplication for applications, by their {@code client_id}
 */
public record SigningRules(
    SigningAlgorithm usual,
    Map<String, SigningAlgorithm> byAudience,
    Map<String, SigningAlgorithm> byApplication) {
  /** Copies the choices. */
  public SigningRules {
    byAudience = Map.copyOf(byAudience);
    byApplication = Map.copyOf(byApplication);
  }

  /**
   * The algorithm for a token.
   *
   * @param clientId who asked for it
   * @param audience whom it is for
   * @throws OAuthException {@code invalid_target} if two of the audiences want different ones
   */
  public SigningAlgorithm choose(String clientId, List<String> audience) {
    List<SigningAlgorithm> wanted =
        audience.stream().map(byAudience::get).filter(Objects::nonNull).distinct().toList();
    if (wanted.size() > 1) {
      throw OAuthException.invalidTarget(
          "These audiences verify different algorithms: ask for one at a time");
    }
    return wanted.isEmpty() ? byApplication.getOrDefault(clientId, usual) : wanted.get(0);
  }
}
