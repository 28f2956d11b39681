package dev.signet.validator.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A good header and good claims, with edits that a fuzzer can make and a person can read.
 *
 * <p>Each line is an edit: {@code name=json} sets a claim to a text that need not be JSON, a bare
 * {@code name} takes the claim away. A name that starts with {@code header.} means a member of the
 * header. A line is bytes, so a claim can be what is no UTF-8.
 */
final class EditedToken {
  private static final String OF_THE_HEADER = "header.";

  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> claims = new LinkedHashMap<>();

  EditedToken(byte[] edits) {
    long now = ExampleAuthority.NOW.getEpochSecond();
    header.put("typ", "\"at+jwt\"");
    header.put("alg", "\"Ed25519\"");
    header.put("kid", "\"ed\"");
    claims.put("iss", '"' + ExampleAuthority.ISSUER + '"');
    claims.put("sub", "\"alice\"");
    claims.put("aud", '"' + ExampleAuthority.AUDIENCE + '"');
    claims.put("client_id", "\"shop\"");
    claims.put("iat", String.valueOf(now - 60));
    claims.put("exp", String.valueOf(now + 300));
    claims.put("jti", "\"3q2-7w\"");
    claims.put("scope", "\"orders.read orders.write\"");
    new String(edits, ISO_8859_1).lines().forEach(this::edit);
  }

  byte[] header() {
    return object(header);
  }

  byte[] payload() {
    return object(claims);
  }

  String signed() {
    return ExampleAuthority.sign(header(), payload());
  }

  private void edit(String line) {
    boolean ofTheHeader = line.startsWith(OF_THE_HEADER);
    String[] edit = line.substring(ofTheHeader ? OF_THE_HEADER.length() : 0).split("=", 2);
    Map<String, String> members = ofTheHeader ? header : claims;
    if (edit.length == 1) {
      members.remove(edit[0]);
    } else {
      members.put(edit[0], edit[1]);
    }
  }

  private static byte[] object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> '"' + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"))
        .getBytes(ISO_8859_1);
  }
}
