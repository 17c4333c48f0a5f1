package io.todoku.idempotency;

import io.todoku.encryption.EncryptedColumn;
import io.todoku.encryption.TextCipher;
import io.todoku.encryption.UnreadableSecretException;
import io.todoku.idempotency.KeyClaim.Done;
import io.todoku.idempotency.KeyClaim.DoneWithoutAnswer;
import io.todoku.idempotency.KeyClaim.First;
import io.todoku.idempotency.KeyClaim.KeptAnswer;
import io.todoku.idempotency.KeyClaim.NeverAnswered;
import io.todoku.idempotency.KeyClaim.Reused;
import io.todoku.idempotency.KeyClaim.UnderWay;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The keys of requests, kept in the database, which all nodes share. Nothing is done in the
 * transaction of the request, so that another node sees at once that it is under way.
 */
@Component
class IdempotencyKeys {

  /** How long a key and its answer are kept. */
  static final Duration KEPT = Duration.ofHours(24);

  /** After this, a request without an answer was on a node that died. */
  static final Duration LONGEST_REQUEST = Duration.ofMinutes(10);

  private static final int MAX_STORED = 1_000_000;
  private static final int MAX_LOCATION = 2000;

  private record StoredKey(
      String requestHash,
      @Nullable Integer status,
      @Nullable String location,
      @Nullable String contentType,
      @Nullable String answer,
      boolean kept,
      Instant expiresAt) {}

  private final JdbcClient database;
  private final TextCipher cipher;
  private final Clock clock;

  IdempotencyKeys(JdbcClient database, TextCipher cipher, Clock clock) {
    this.database = database;
    this.cipher = cipher;
    this.clock = clock;
  }

  /**
   * Claims a key for a request.
   *
   * @param owner who sent it, of 64 characters at most
   * @param requestHash the same for requests that want the same, of 64 characters at most
   */
  KeyClaim claim(String owner, String key, String requestHash) {
    removeExpired(owner, key);
    UUID id = UUID.randomUUID();
    try {
      database
          .sql(
              "insert into idempotency_key (id, owner, request_key, request_hash, kept, expires_at)"
                  + " values (?, ?, ?, ?, false, ?)")
          .params(id, owner, key, requestHash, at(clock.instant().plus(KEPT)))
          .update();
      return new First(id);
    } catch (DuplicateKeyException known) {
      return find(owner, key).map(stored -> judge(stored, requestHash)).orElseGet(UnderWay::new);
    }
  }

  private KeyClaim judge(StoredKey stored, String requestHash) {
    if (!stored.requestHash().equals(requestHash)) {
      return new Reused();
    }
    Integer status = stored.status();
    if (status == null) {
      Instant begun = stored.expiresAt().minus(KEPT);
      return clock.instant().isAfter(begun.plus(LONGEST_REQUEST))
          ? new NeverAnswered()
          : new UnderWay();
    }
    return stored.kept() ? answer(stored, status) : new DoneWithoutAnswer();
  }

  private KeyClaim answer(StoredKey stored, int status) {
    String text = stored.answer();
    try {
      return new Done(
          new KeptAnswer(
              status,
              stored.location(),
              stored.contentType(),
              text == null ? "" : cipher.decrypt(EncryptedColumn.IDEMPOTENT_ANSWER, text)));
    } catch (UnreadableSecretException keyLost) {
      return new DoneWithoutAnswer();
    }
  }

  private Optional<StoredKey> find(String owner, String key) {
    return database
        .sql("select * from idempotency_key where owner = ? and request_key = ?")
        .params(owner, key)
        .query(IdempotencyKeys::stored)
        .optional();
  }

  private static StoredKey stored(ResultSet row, int number) throws SQLException {
    return new StoredKey(
        row.getString("request_hash"),
        row.getObject("status", Integer.class),
        row.getString("location"),
        row.getString("content_type"),
        row.getString("answer"),
        row.getBoolean("kept"),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }

  /**
   * Keeps the answer of a request that was done.
   *
   * @param keepsAnswer whether it may be kept; one that is too large is not
   */
  void complete(First claim, KeptAnswer answer, boolean keepsAnswer) {
    String stored = cipher.encrypt(EncryptedColumn.IDEMPOTENT_ANSWER, answer.body());
    String location = answer.location();
    boolean kept =
        keepsAnswer
            && stored.length() <= MAX_STORED
            && (location == null || location.length() <= MAX_LOCATION);
    database
        .sql(
            "update idempotency_key set status = ?, location = ?, content_type = ?, answer = ?,"
                + " kept = ?, expires_at = ? where id = ?")
        .param(answer.status())
        .param(kept ? location : null)
        .param(kept ? answer.contentType() : null)
        .param(kept ? stored : null)
        .param(kept)
        .param(at(clock.instant().plus(KEPT)))
        .param(claim.id())
        .update();
  }

  /** Gives the key free again, because the request was refused and did nothing. */
  void release(First claim) {
    database.sql("delete from idempotency_key where id = ?").param(claim.id()).update();
  }

  private void removeExpired(String owner, String key) {
    database
        .sql("delete from idempotency_key where owner = ? and request_key = ? and expires_at <= ?")
        .params(owner, key, at(clock.instant()))
        .update();
  }

  /** Returns how many were deleted. */
  int deleteExpired() {
    return database
        .sql("delete from idempotency_key where expires_at <= ?")
        .param(at(clock.instant()))
        .update();
  }

  private static OffsetDateTime at(Instant time) {
    return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
  }
}
