package io.todoku.identity.factor;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.stereotype.Component;

/**
 * The random values that authenticators sign, in the database, so that any node accepts each once,
 * and strangers need no session.
 */
@Component
class PasskeyChallenges {

  /** For so long the browser shows its dialog. */
  static final Duration VALIDITY = Duration.ofMinutes(5);

  private final JdbcClient database;
  private final Clock clock;

  PasskeyChallenges(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** For what a challenge was made; a signature of one serves for nothing else. */
  enum Purpose {
    REGISTER,
    SIGN_IN,
    SECOND_FACTOR
  }

  /**
   * A new challenge.
   *
   * @param user whose passkey signs it; null if any user's may
   */
  Bytes issue(Purpose purpose, @Nullable UUID user) {
    Bytes challenge = Bytes.random();
    database
        .sql("delete from passkey_challenge where expires_at <= ?")
        .param(databaseTime(Duration.ZERO))
        .update();
    database
        .sql(
            "insert into passkey_challenge (challenge, purpose, user_id, expires_at)"
                + " values (?, ?, ?, ?)")
        .param(challenge.toBase64UrlString())
        .param(purpose.name())
        .param(user)
        .param(databaseTime(VALIDITY))
        .update();
    return challenge;
  }

  /**
   * Uses a challenge up.
   *
   * @return true for exactly one caller, who names what it was made for
   */
  boolean redeem(Bytes challenge, Purpose purpose, @Nullable UUID user) {
    return database
            .sql(
                "delete from passkey_challenge where challenge = :challenge and purpose = :purpose"
                    + " and expires_at > :now and coalesce(cast(user_id as varchar(36)), '') ="
                    + " :user")
            .param("challenge", challenge.toBase64UrlString())
            .param("purpose", purpose.name())
            .param("now", databaseTime(Duration.ZERO))
            .param("user", user == null ? "" : user.toString())
            .update()
        == 1;
  }

  private OffsetDateTime databaseTime(Duration later) {
    return OffsetDateTime.ofInstant(clock.instant().plus(later), ZoneOffset.UTC);
  }
}
