package io.todoku.identity.audit;

import io.todoku.identity.TokenHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Who did what, when, from where and by which path.
 *
 * @param seq 1 for the first entry, without gaps
 * @param at UTC, in microseconds
 * @param actor name of the user or API token; for a sign-in, the name as entered
 * @param actorRole name of the role; empty where nobody had signed in
 * @param address of the client that sent the request
 * @param action such as {@code waiver.add}
 * @param path the path of the request, which holds the ids
 * @param outcome {@code DONE}, {@code REFUSED} for want of a right, or {@code FAILED}
 * @param oldValue JSON; empty where there was none or it is not kept
 * @param newValue what was sent, as JSON without secrets
 * @param previousHash the hash of the entry before; zeros for the first
 */
record AuditEntry(
    long seq,
    Instant at,
    String actor,
    String actorRole,
    String address,
    String action,
    String path,
    String outcome,
    String oldValue,
    String newValue,
    String previousHash) {

  static final String FIRST_HASH = "0".repeat(64);

  /**
   * SHA-256 in hexadecimal of all fields, each with its length, so that none runs into the next.
   */
  String hash() {
    StringBuilder text = new StringBuilder();
    for (Object field :
        List.of(
            seq,
            at,
            actor,
            actorRole,
            address,
            action,
            path,
            outcome,
            oldValue,
            newValue,
            previousHash)) {
      String value = field.toString();
      text.append(value.getBytes(StandardCharsets.UTF_8).length).append(':').append(value);
    }
    return TokenHash.hex(text.toString());
  }
}
