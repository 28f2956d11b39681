package dev.signet.validator.crypto;

/**
 * A published signature, and what else must be refused under its key; all in base64url but the
 * input.
 *
 * <p>Constants of a class, not a resource: to open the library's jar a second time is dear at the
 * start of a JVM.
 *
 * @param key the public key in the encoding of X.509 (RFC 5280 §4.1)
 * @param input what is signed, in ASCII
 * @param forged a signature that careless engines take; empty for none
 */
record KnownAnswer(String key, String input, String signature, String forged) {
  /** RFC 7515, appendix A.3. */
  private static final KnownAnswer ES256 =
      new KnownAnswer(
          """
          MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEf83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEXH8UTNG72bf\
          ocs3-257rn0s2ldbqkLJK2KRiMohYjlrQ""",
          """
          eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxl\
          LmNvbS9pc19yb290Ijp0cnVlfQ""",
          "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
          "");

  /** RFC 8037, appendix A.4. */
  private static final KnownAnswer ED25519 =
      new KnownAnswer(
          "MCowBQYDK2VwAyEA11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
          "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
          "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
          "");

  /** RFC 7520, section 4.1; forged: by its key over a DigestInfo without the NULL parameter. */
  private static final KnownAnswer RS256 =
      new KnownAnswer(
          """
          MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAn4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEH\
          Ld4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0VEiZQHz_AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL-QtiWN2lbzcEe6\
          XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJlsde3\
          uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__\
          kRhuaxwUkRz5iaiQkqgc5gHdrNP5zwIDAQAB""",
          """
          eyJhbGciOiJSUzI1NiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9.SXTigJlzIGEgZGFu\
          Z2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZ\
          CwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG\
          1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4""",
          """
          MRjdkly7_-oTPTS3AXP41iQIGKa80A0ZmTuV5MEaHoxnW2e5CZ5NlKtainoFmKZopdHM1O2U4mwzJdQx996ivp83x\
          uglII7PNDi84wnB-BDkoBwA78185hX-Es4JIwmDLJK3lfWRa-XtL0RnltuYv746iYTh_qHRD68BNt1uSNCrUCTJDt\
          5aAE6x8wW1Kt9eRo4QPocSadnHXFxnt8Is9UzpERV0ePPQdLuW3IS_de3xyIrDaLGdjluPxUAhb6L2aXic1U12pod\
          GU0KLUQSE_oI-ZnmKJ3F4uOZDnd6QZWJushZ41Axf_fcIe8u9ipH84ogoree7vjbU5y18kDquDg""",
          """
          Lc2ML33bj_dlUeGUOuAT3N6xGHqYcdzMuRi9SqmcuAbZMjt7D4MZQf-qVO6fN9frwjDfhNC8V18AzJsX7V-e3p6yy\
          rN9PpjpQyR63LiPbuanysePHgy6LlFS4DvL0KKl7gqy5odRR4jjqAHb8WBf3zYPsokpu0lx3eRQ4PC7b-Jb1AJTqf\
          HZW3G1WxPABKNUcQAnEJCpQhdCKDPJ81midy46dMOgmnOYsfYjbSmoVnI2Ek1dAZjnBaP4CC2KWwoNtoTe1T4FV3s\
          pn43gXWcGrFa1vOVMIaamRZmffjYaEKIfUZSjHrQIMyrvQsertd0SBE4SKzsu9mFIQMSLFLvvSQ""");

  static KnownAnswer of(Scheme scheme) {
    return switch (scheme) {
      case ES256 -> ES256;
      case ED25519 -> ED25519;
      case RS256 -> RS256;
      case ML_DSA_44 -> MlDsaAnswers.ML_DSA_44;
      case ML_DSA_65 -> MlDsaAnswers.ML_DSA_65;
      case ML_DSA_87 -> MlDsaAnswers.ML_DSA_87;
    };
  }
}
