package io.todoku.identity.signin;

import io.todoku.identity.TokenHash;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one-time links that let the person who started the application set a name and a password.
 * Only a hash of each token is stored, in the database, so that any node accepts a link that
 * another printed.
 */
@Component
class SignInLink {

  private static final Duration VALIDITY = Duration.ofDays(1);

  private final SecureRandom random = new SecureRandom();
  private final JdbcClient database;
  private final Clock clock;

  SignInLink(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A new token of 256 random bits, URL-safe, valid for a day or until any link is used. */
  String issue() {
    String token = TokenHash.randomToken(random);
    database
        .sql("delete from sign_in_link where issued_at <= :oldest")
        .param("oldest", oldestValidIssue())
        .update();
    database
        .sql("insert into sign_in_link (token_hash, issued_at) values (:hash, :now)")
        .param("hash", TokenHash.hex(token))
        .param("now", toDatabaseTime(clock.instant()))
        .update();
    return token;
  }

  /** Whether the token is valid; checking does not use it up. */
  boolean isValid(@Nullable String token) {
    return token != null
        && database
            .sql("select 1 from sign_in_link where token_hash = :hash and issued_at > :oldest")
            .param("hash", TokenHash.hex(token))
            .param("oldest", oldestValidIssue())
            .query(Integer.class)
            .optional()
            .isPresent();
  }

  /** Uses the token up and invalidates all others; true for exactly one caller. */
  @Transactional
  public boolean redeem(@Nullable String token) {
    // a second caller waits here and then finds no link
    database
        .sql("select token_hash from sign_in_link order by token_hash for update")
        .query()
        .listOfRows();
    return isValid(token) && database.sql("delete from sign_in_link").update() > 0;
  }

  private OffsetDateTime oldestValidIssue() {
    return toDatabaseTime(clock.instant().minus(VALIDITY));
  }

  private static OffsetDateTime toDatabaseTime(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
