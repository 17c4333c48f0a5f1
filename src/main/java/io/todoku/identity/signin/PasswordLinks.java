package io.todoku.identity.signin;

import io.todoku.identity.TokenHash;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one-time links by which an invited user sets the first password, or a user who forgot it a
 * new one. A user has one at a time; only a hash of its token is stored.
 */
@Component
class PasswordLinks {

  static final Duration VALIDITY = Duration.ofDays(7);

  private final SecureRandom random = new SecureRandom();
  private final JdbcClient database;
  private final Clock clock;

  PasswordLinks(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A new token, which replaces an earlier one of the user. */
  @Transactional
  public String issue(UUID user) {
    String token = TokenHash.randomToken(random);
    database.sql("delete from password_link where user_id = ?").param(user).update();
    database
        .sql("insert into password_link (token_hash, user_id, expires_at) values (?, ?, ?)")
        .params(TokenHash.hex(token), user, databaseTime(clock.instant().plus(VALIDITY)))
        .update();
    return token;
  }

  /** The user of a token that is valid; asking does not use it up. */
  Optional<UUID> findUser(@Nullable String token) {
    return token == null
        ? Optional.empty()
        : database
            .sql("select user_id from password_link where token_hash = ? and expires_at > ?")
            .params(TokenHash.hex(token), databaseTime(clock.instant()))
            .query(UUID.class)
            .optional();
  }

  /** Uses the token up; the user for exactly one caller. */
  @Transactional
  public Optional<UUID> redeem(@Nullable String token) {
    return findUser(token)
        .filter(user ->
            database
                    .sql("delete from password_link where token_hash = ?")
                    .param(TokenHash.hex(String.valueOf(token)))
                    .update()
                == 1);
  }

  /** Makes the links of a user invalid. */
  void withdraw(UUID user) {
    database.sql("delete from password_link where user_id = ?").param(user).update();
  }

  private static OffsetDateTime databaseTime(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
