package io.todoku.identity.signin;

import io.todoku.identity.BrowserCookie;
import io.todoku.identity.TokenHash;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Remembers in which browsers a user has signed in, by a cookie of which a hash is stored. Such a
 * cookie signs nobody in; it only exempts the browser from limits that strangers can exhaust.
 */
@Component
class KnownBrowsers {

  private static final BrowserCookie COOKIE = new BrowserCookie("todoku-known", "/sign-in");
  private static final Duration VALIDITY = Duration.ofDays(180);

  private final SecureRandom random = new SecureRandom();
  private final JdbcClient database;
  private final Clock clock;

  KnownBrowsers(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Identifies the browser of a request; null if no user of this name has signed in with it.
   *
   * @param name in any case
   */
  @Nullable String find(HttpServletRequest request, String name) {
    Optional<String> token = COOKIE.find(request);
    if (token.isEmpty()) {
      return null;
    }
    String hash = hash(token.get());
    return database
            .sql(
                "select 1 from known_browser b join app_user u on u.id = b.user_id"
                    + " where b.token_hash = :hash and lower(u.name) = lower(:name)"
                    + " and b.last_used_at > :oldest")
            .param("hash", hash)
            .param("name", name)
            .param("oldest", oldest())
            .query(Integer.class)
            .optional()
            .isPresent()
        ? hash
        : null;
  }

  /**
   * Remembers the browser for a user who has signed in. The cookie gets a new value each time; the
   * other users of the browser stay known.
   */
  @Transactional
  public void remember(HttpServletRequest request, HttpServletResponse response, String userName) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    database
        .sql("delete from known_browser where last_used_at <= :oldest")
        .param("oldest", oldest())
        .update();
    Optional<String> earlier = COOKIE.find(request);
    if (earlier.isPresent()) {
      String replaced = hash(earlier.get());
      database
          .sql(
              "delete from known_browser where token_hash = :replaced and user_id in (select id"
                  + " from app_user where name = :name)")
          .param("replaced", replaced)
          .param("name", userName)
          .update();
      database
          .sql("update known_browser set token_hash = :hash where token_hash = :replaced")
          .param("hash", hash(token))
          .param("replaced", replaced)
          .update();
    }
    database
        .sql(
            "insert into known_browser (token_hash, user_id, last_used_at) select :hash, id, :now"
                + " from app_user where name = :name")
        .param("hash", hash(token))
        .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .param("name", userName)
        .update();
    response.addHeader(HttpHeaders.SET_COOKIE, COOKIE.toHeader(request, token, VALIDITY));
  }

  /** Forgets the browsers of a user, whose password was perhaps known to others. */
  void forget(String userName) {
    database
        .sql(
            "delete from known_browser where user_id in (select id from app_user where name ="
                + " :name)")
        .param("name", userName)
        .update();
  }

  private OffsetDateTime oldest() {
    return OffsetDateTime.ofInstant(clock.instant().minus(VALIDITY), ZoneOffset.UTC);
  }

  private static String hash(String token) {
    return HexFormat.of().formatHex(TokenHash.sha256(token));
  }
}
