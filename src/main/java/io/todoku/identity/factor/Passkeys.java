package io.todoku.identity.factor;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The passkeys of users, as their owners see them. */
@Component
class Passkeys {

  static final int MAX_PER_USER = 10;

  private final JdbcClient database;
  private final Clock clock;

  Passkeys(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A passkey.
   *
   * @param name that its owner gave it
   * @param backedUp whether it is copied to the owner's other devices
   */
  record PasskeyView(
      UUID id, String name, boolean backedUp, Instant createdAt, @Nullable Instant lastUsedAt) {}

  /** Of a user, the oldest first. */
  List<PasskeyView> of(UUID user) {
    return database
        .sql(
            "select id, name, backed_up, created_at, last_used_at from passkey where user_id = ?"
                + " order by created_at, id")
        .param(user)
        .query((row, number) ->
            new PasskeyView(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getBoolean(3),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                instant(row.getObject(5, OffsetDateTime.class))))
        .list();
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  /** Whether anybody could sign in with one. */
  boolean exist() {
    return database.sql("select 1 from passkey fetch first 1 row only").query().listOfRows().size()
        == 1;
  }

  /** Notes that a passkey was used now. */
  void noteUse(String credentialId) {
    database
        .sql("update passkey set last_used_at = ? where credential_id = ?")
        .params(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), credentialId)
        .update();
  }

  /** Removes a passkey of the user; those of others stay. */
  void remove(UUID user, UUID id) {
    database.sql("delete from passkey where user_id = ? and id = ?").params(user, id).update();
  }

  void removeAll(UUID user) {
    database.sql("delete from passkey where user_id = ?").param(user).update();
  }
}
