package dev.signet.authority.token.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimMappingTest {
  private static final ClaimMapping MAPPING =
      new ClaimMapping(
          Map.of("stock", Set.of("roles", "email"), "post", Set.of("email"), "none", Set.of()));

  private static Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("name", "Ada");
    details.put("email", "ada@example.org");
    details.put("roles", List.of("clerk"));
    return details;
  }

  private static List<String> given(String... audience) {
    return List.copyOf(MAPPING.given(details(), List.of(audience)).keySet());
  }

  @Test
  void givesAllToAnAudienceOfWhichNothingIsSaid() {
    assertThat(MAPPING.given(details(), List.of("orders"))).isEqualTo(details());
  }

  @Test
  void givesWhatIsNamedInTheOrderOfTheDetails() {
    assertThat(given("stock")).containsExactly("email", "roles");
    assertThat(given("none")).isEmpty();
  }

  @Test
  void givesSeveralAudiencesWhatEachMayHave() {
    assertThat(given("stock", "post")).containsExactly("email");
    assertThat(given("orders", "stock")).containsExactly("email", "roles");
    assertThat(given("none", "orders")).isEmpty();
  }

  @Test
  void leavesTheDetailsAsTheyAre() {
    Map<String, Object> details = details();

    MAPPING.given(details, List.of("none"));

    assertThat(details).hasSize(3);
  }
}
