package dev.signet.authority.binding;

import static dev.signet.authority.token.TokenClient.GRANT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.audit.AuditLines;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.TokenRights.Bound;
import dev.signet.authority.token.DecodedToken;
import dev.signet.authority.token.TokenClient;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are bound to a key by a proof at the token endpoint (C.14, RFC 9449 §5). */
class KeyBoundTokenTest {
  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority()
          .configured(
              """
              profile: development
              binding:
                dpop: on
              audiences:
                guarded:
                  bound: dpop
                flexible:
                  bound: either
              """)
          .with("SIGNET_SIGN_IN_FAILURES", "1000");

  private static final ProofKey KEY = ProofKey.es256();
  private static final ProofKey OTHER = ProofKey.es256();

  private static String secret = "";
  private static String boundSecret = "";

  @RegisterExtension final AuditLines audit = new AuditLines();

  @BeforeAll
  static void addClients() {
    secret = AUTHORITY.addApplication(client("billing", Bound.NONE));
    boundSecret = AUTHORITY.addApplication(client("bound", Bound.DPOP));
  }

  private static NewConsumer client(String name, Bound bound) {
    TokenRights rights =
        new TokenRights(
            List.of("orders", "guarded", "flexible"),
            Set.of(),
            Optional.empty(),
            Set.of(TokenRights.DEFAULT_GRANT_TYPE),
            bound);
    return new NewConsumer(name, rights, List.of("orders"), Map.of());
  }

  private static RequestSpecification billing() {
    return TokenClient.careless(AUTHORITY)
        .request()
        .header("Authorization", TokenClient.basicHeader("billing", secret));
  }

  private static Answer send(RequestSpecification request) {
    return ContractFilter.answer(request.body(GRANT).post(AUTHORITY.url("/token")));
  }

  private static Answer acquire(String proof) {
    return send(billing().header("DPoP", proof));
  }

  private static ProofForm proof() {
    return ProofForm.of(AUTHORITY, KEY);
  }

  private static DecodedToken decoded(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return DecodedToken.of(answer.json().required("access_token").asText());
  }

  private static String jkt(Answer answer) {
    return decoded(answer).claims().required("cnf").required("jkt").asText();
  }

  /** C.14.6. */
  private void assertBadProof(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("invalid_dpop_proof");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(audit.of("token_issued")).isEmpty();
  }

  private void assertAudited(String client, String reason) {
    assertThat(audit.of("binding_refused"))
        .singleElement()
        .asString()
        .contains("\"client_id\":\"" + client + '"', "\"reason\":\"" + reason + '"');
  }

  @Nested
  class GoodProofs {
    @Test
    @DisplayName("C.14.6 success: token_type is DPoP and cnf.jkt the thumbprint of the key")
    void bindTheTokenToTheirKey() {
      Answer answer = acquire(proof().sent());

      assertThat(answer.json().required("token_type").asText()).isEqualTo("DPoP");
      assertThat(decoded(answer).claims().required("cnf").toString())
          .isEqualTo("{\"jkt\":\"" + KEY.thumbprint() + "\"}");
      assertThat(audit.of("token_issued"))
          .singleElement()
          .asString()
          .contains("\"bound_by\":[\"jkt\"]");
      assertThat(answer.headers()).doesNotContainKey("dpop-nonce");
    }

    @Test
    void mayBeSignedByEachAlgorithmOfTheMetadata() {
      List<ProofKey> keys = List.of(KEY, ProofKey.ed25519(), ProofKey.rs256());

      for (ProofKey key : keys) {
        assertThat(jkt(acquire(ProofForm.good(AUTHORITY, key)))).isEqualTo(key.thumbprint());
      }
      Answer metadata =
          ContractFilter.answer(
              TokenClient.careless(AUTHORITY)
                  .request()
                  .get(AUTHORITY.url("/.well-known/oauth-authorization-server")));
      assertThat(metadata.json().required("dpop_signing_alg_values_supported"))
          .extracting(each -> each.asText())
          .containsExactlyInAnyOrderElementsOf(keys.stream().map(ProofKey::algorithm).toList());
      assertThat(metadata.json().has("tls_client_certificate_bound_access_tokens")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?a=b", "#c", "?a#c"})
    @DisplayName("C.14.3 query and fragment of htu count for nothing")
    void mayNameTheEndpointWithAQueryAndAFragment(String rest) {
      String endpoint = RunningAuthority.ISSUER + "/token";

      assertThat(jkt(acquire(proof().claim("htu", endpoint + rest).sent())))
          .isEqualTo(KEY.thumbprint());
    }

    @Test
    @DisplayName("C.14.3 htu is compared after the normalisation of RFC 3986")
    void mayNameTheEndpointInAnotherSpelling() {
      String spelt =
          RunningAuthority.ISSUER.replace("http://localhost", "HTTP://LOCALHOST") + "/./%74oken";

      assertThat(jkt(acquire(proof().claim("htu", spelt).sent()))).isEqualTo(KEY.thumbprint());
    }

    @Test
    void areNotNeededWhereNobodyAsksForThem() {
      Answer answer = send(billing());

      assertThat(answer.json().required("token_type").asText()).isEqualTo("Bearer");
      assertThat(decoded(answer).claims().has("cnf")).isFalse();
    }

    @Test
    @DisplayName("C.14.3 iat at both ends of its window")
    void mayBeAsOldAndAsFarAheadAsIsAllowed() {
      long now = AUTHORITY.clock().instant().getEpochSecond();

      assertThat(acquire(proof().claim("iat", now - 60).sent()).status()).isEqualTo(200);
      assertThat(acquire(proof().claim("iat", now + 5).sent()).status()).isEqualTo(200);
    }
  }

  /** One thing is wrong with each. */
  static final Map<String, UnaryOperator<ProofForm>> BAD_PROOFS = badProofs();

  static final List<String> BAD = List.copyOf(BAD_PROOFS.keySet());

  private static Map<String, UnaryOperator<ProofForm>> badProofs() {
    Map<String, UnaryOperator<ProofForm>> bad = new LinkedHashMap<>();
    long now = RunningAuthority.START.getEpochSecond();
    String endpoint = RunningAuthority.ISSUER + "/token";
    // C.14.2
    bad.put("another kind of JWT", proof -> proof.header("typ", "at+jwt"));
    bad.put("no typ", proof -> proof.withoutHeader("typ"));
    bad.put("alg none", proof -> proof.header("alg", "none"));
    bad.put("an HMAC", proof -> proof.header("alg", "HS256"));
    bad.put("another algorithm than the key's", proof -> proof.header("alg", "RS256"));
    bad.put("no key", proof -> proof.withoutHeader("jwk"));
    bad.put(
        "a private key",
        proof -> {
          Map<String, Object> jwk = new LinkedHashMap<>(KEY.jwk());
          jwk.put("d", "A".repeat(43));
          return proof.header("jwk", jwk);
        });
    bad.put("a key by address", proof -> proof.header("jku", "https://evil.example/keys"));
    bad.put("an unknown extension", proof -> proof.header("crit", List.of("x")));
    // C.14.3
    bad.put("no jti", proof -> proof.without("jti"));
    bad.put("no htm", proof -> proof.without("htm"));
    bad.put("no htu", proof -> proof.without("htu"));
    bad.put("no iat", proof -> proof.without("iat"));
    bad.put("another method", proof -> proof.claim("htm", "GET"));
    bad.put("a method in lower case", proof -> proof.claim("htm", "post"));
    bad.put("another path", proof -> proof.claim("htu", RunningAuthority.ISSUER + "/revoke"));
    bad.put("another host", proof -> proof.claim("htu", "http://127.0.0.1:8080/token"));
    bad.put("another scheme", proof -> proof.claim("htu", endpoint.replace("http:", "https:")));
    bad.put("another port", proof -> proof.claim("htu", "http://localhost:8081/token"));
    bad.put("too old", proof -> proof.claim("iat", now - 61));
    bad.put("too far ahead", proof -> proof.claim("iat", now + 6));
    bad.put("a time as text", proof -> proof.claim("iat", Long.toString(now)));
    bad.put("a jti without end", proof -> proof.claim("jti", "x".repeat(257)));
    bad.put("too large", proof -> proof.claim("x", "x".repeat(4096)));
    return bad;
  }

  private static String bad(String name) {
    return requireNonNull(BAD_PROOFS.get(name)).apply(proof()).sent();
  }

  @Nested
  class BadProofs {
    @ParameterizedTest
    @FieldSource("dev.signet.authority.binding.KeyBoundTokenTest#BAD")
    @DisplayName("C.14.6 a bad proof is refused with invalid_dpop_proof")
    void areRefused(String name) {
      assertBadProof(acquire(bad(name)));

      assertThat(audit.of("binding_refused")).hasSize(1);
    }

    /** Nobody computes a signature for a stranger. */
    @ParameterizedTest
    @FieldSource("dev.signet.authority.binding.KeyBoundTokenTest#BAD")
    void areRefusedBeforeAnybodyIsAuthenticated(String name) {
      String sent = bad(name);

      assertBadProof(send(TokenClient.careless(AUTHORITY).request().header("DPoP", sent)));

      assertThat(audit.of("binding_refused")).singleElement().asString().contains("_id\":\"\"");
      assertThat(audit.of("authentication_failed")).isEmpty();
    }

    @Test
    @DisplayName("C.14.2 the signature is by the key that the proof carries")
    void areRefusedIfAnotherKeySignedThem() {
      assertBadProof(acquire(proof().signedBy(OTHER).sent()));

      assertAudited("billing", "bad_signature");
    }

    @Test
    void areLookedAtForTheirSignatureOnlyOnceTheirSenderIsAuthenticated() {
      String forged = proof().signedBy(OTHER).sent();

      Answer answer = send(TokenClient.careless(AUTHORITY).request().header("DPoP", forged));

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.error()).isEqualTo("invalid_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b", "a.b.c", "a.b.c.d.e", "eyJ9.e30.c2ln", "Bearer a.b.c"})
    @DisplayName("C.14.1 one well-formed JWT")
    void areRefusedIfTheyAreNoJwt(String rubbish) {
      assertBadProof(acquire(rubbish));
    }

    @Test
    @DisplayName("C.14.1 exactly one DPoP header")
    void areRefusedIfThereAreTwo() {
      assertBadProof(send(billing().header("DPoP", proof().sent()).header("DPoP", proof().sent())));
      assertBadProof(acquire(proof().sent() + ", " + proof().sent()));
    }

    @Test
    void areNeverAudited() {
      String good = proof().sent();
      String bad = proof().claim("htm", "GET").sent();

      acquire(good);
      acquire(good);
      acquire(bad);

      assertThat(audit.all().toString())
          .doesNotContain(good.substring(0, 40), bad.substring(0, 40), KEY.thumbprint(), "proof-");
    }
  }

  @Nested
  class Replay {
    @Test
    @DisplayName("C.14.3 a jti is taken once")
    void isRefused() {
      String proof = proof().sent();
      assertThat(acquire(proof).status()).isEqualTo(200);
      audit.forget();

      assertBadProof(acquire(proof));

      assertAudited("billing", "proof_replayed");
    }

    @Test
    void isRefusedToAnotherClientToo() {
      String proof = proof().sent();
      assertThat(acquire(proof).status()).isEqualTo(200);
      audit.forget();

      assertBadProof(
          send(
              TokenClient.careless(AUTHORITY)
                  .request()
                  .header("Authorization", TokenClient.basicHeader("bound", boundSecret))
                  .header("DPoP", proof)));
    }

    @Test
    void isNotWhatAnotherKeySaysWithTheSameId() {
      assertThat(acquire(proof().claim("jti", "same").sent()).status()).isEqualTo(200);

      assertThat(acquire(ProofForm.of(AUTHORITY, OTHER).claim("jti", "same").sent()).status())
          .isEqualTo(200);
    }

    @Test
    void isNotWhatWasRefusedBefore() {
      String proof = proof().sent();
      Answer refused =
          send(
              TokenClient.careless(AUTHORITY)
                  .request()
                  .header("Authorization", TokenClient.basicHeader("billing", secret + "x"))
                  .header("DPoP", proof));
      assertThat(refused.status()).isEqualTo(401);

      assertThat(acquire(proof).status()).isEqualTo(200);
    }
  }

  @Nested
  class Policy {
    private Answer bound(RequestSpecification more, String form) {
      return ContractFilter.answer(
          more.header("Authorization", TokenClient.basicHeader("bound", boundSecret))
              .body(GRANT + form)
              .post(AUTHORITY.url("/token")));
    }

    private void assertNeeded(Answer answer, String said) {
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("invalid_request");
      assertThat(answer.json().required("error_description").asText()).contains(said);
    }

    @Test
    @DisplayName("C.14.6 a client whose tokens are bound is refused without a proof")
    void refusesAClientThatMustSendAProof() {
      assertNeeded(bound(TokenClient.careless(AUTHORITY).request(), ""), "send a DPoP proof");
      assertAudited("bound", "proof_missing");

      Answer answer =
          bound(TokenClient.careless(AUTHORITY).request().header("DPoP", proof().sent()), "");
      assertThat(jkt(answer)).isEqualTo(KEY.thumbprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"guarded", "flexible"})
    void refusesATokenForAnAudienceThatAsksForAProof(String audience) {
      String form = GRANT + "&audience=" + audience;

      assertNeeded(
          ContractFilter.answer(billing().body(form).post(AUTHORITY.url("/token"))),
          "send a DPoP proof");
      assertThat(
              jkt(
                  ContractFilter.answer(
                      billing()
                          .header("DPoP", proof().sent())
                          .body(form)
                          .post(AUTHORITY.url("/token")))))
          .isEqualTo(KEY.thumbprint());
    }

    @Test
    void doesNotUseUpAProofThatIsNotEnough() {
      String secretOfBoth = AUTHORITY.addApplication(client("both", Bound.CERTIFICATE));
      String proof = proof().sent();

      assertNeeded(
          send(
              TokenClient.careless(AUTHORITY)
                  .request()
                  .header("Authorization", TokenClient.basicHeader("both", secretOfBoth))
                  .header("DPoP", proof)),
          "present one in TLS");
      assertThat(acquire(proof).status()).isEqualTo(200);
    }

    @Test
    void countsFromTheNextRequestOnWhenItChanges() {
      String changing = AUTHORITY.addApplication(client("changing", Bound.NONE));
      TokenClient asking = TokenClient.of(AUTHORITY);
      assertThat(asking.basic("changing", changing, GRANT).status()).isEqualTo(200);

      AUTHORITY.authority().administration().bind("changing", Bound.EITHER);

      assertNeeded(asking.basic("changing", changing, GRANT), "send a DPoP proof");
    }
  }

  @Nested
  class Afterwards {
    private Answer ask(String path, String token) {
      return ContractFilter.answer(billing().body("token=" + token).post(AUTHORITY.url(path)));
    }

    @Test
    @DisplayName("RFC 9449 §6.2: introspection says cnf and token_type, without a proof")
    void introspectionTellsTheKey() {
      String token = acquire(proof().sent()).json().required("access_token").asText();

      Answer answer = ask("/introspect", token);

      assertThat(answer.json().required("active").asBoolean()).isTrue();
      assertThat(answer.json().required("token_type").asText()).isEqualTo("DPoP");
      assertThat(answer.json().required("cnf").required("jkt").asText())
          .isEqualTo(KEY.thumbprint());
    }

    @Test
    void theTokenIsTakenBackWithoutAProof() {
      String token = acquire(proof().sent()).json().required("access_token").asText();

      assertThat(ask("/revoke", token).status()).isEqualTo(200);
      assertThat(ask("/introspect", token).body()).isEqualTo("{\"active\":false}");
    }

    /** A proof has no place there, and does no harm. */
    @Test
    void aProofIsIgnoredWhereNoTokenIsIssued() {
      String token = acquire(proof().sent()).json().required("access_token").asText();

      Answer answer =
          ContractFilter.answer(
              billing()
                  .header("DPoP", "rubbish")
                  .body("token=" + token)
                  .post(AUTHORITY.url("/revoke")));

      assertThat(answer.status()).isEqualTo(200);
    }
  }

  @Nested
  class Off {
    @RegisterExtension static final RunningAuthority WITHOUT = new RunningAuthority();

    /** RFC 9449 §5 would allow a bearer token, whose client believes it to be bound. */
    @Test
    void refusesAProofRatherThanIgnoreIt() {
      String secretOfOne = WITHOUT.addApplication("one");

      Answer answer =
          ContractFilter.answer(
              TokenClient.of(WITHOUT)
                  .request()
                  .header("Authorization", TokenClient.basicHeader("one", secretOfOne))
                  .header("DPoP", ProofForm.good(WITHOUT, KEY))
                  .body(GRANT)
                  .post(WITHOUT.url("/token")));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("invalid_request");
      assertAudited("", "proofs_off");
    }

    @Test
    void isNotInTheMetadata() {
      Answer metadata =
          ContractFilter.answer(
              TokenClient.of(WITHOUT)
                  .request()
                  .get(WITHOUT.url("/.well-known/oauth-authorization-server")));

      assertThat(metadata.body().toLowerCase(Locale.ROOT)).doesNotContain("dpop", "bound");
    }
  }

  @Test
  void takesAProofAgainAfterItsTimeNeverMore() {
    String proof = proof().sent();
    assertThat(acquire(proof).status()).isEqualTo(200);
    audit.forget();

    AUTHORITY.advance(Duration.ofSeconds(61));

    assertBadProof(acquire(proof));
    AUTHORITY.advance(Duration.ofSeconds(-61));
  }
}
