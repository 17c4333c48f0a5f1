package io.todoku.identity.signin;

import io.todoku.identity.TokenHash;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.stereotype.Component;

/**
 * Keeps the value of a session cookie out of the database: a session is stored under a hash of it,
 * so that a copy of the database signs nobody in.
 */
@Component
@Primary
class HashedSessionIds implements SessionIdGenerator, HttpSessionIdResolver {

  private static final int RANDOM_BYTES = 32;

  /** In bytes; in base64 they fill the 36 characters of the column. */
  private static final int HASH_BYTES = 27;

  private static final int MAX_NEW_SESSIONS = 10_000;

  private final SecureRandom random = new SecureRandom();
  private final CookieHttpSessionIdResolver cookies;

  /** The cookie of each new session, until it is written to the response. */
  private final Map<String, String> newCookies =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MAX_NEW_SESSIONS;
        }
      };

  HashedSessionIds(CookieHttpSessionIdResolver cookies) {
    this.cookies = cookies;
  }

  @Override
  public String generate() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    String cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    String id = hash(cookie);
    synchronized (newCookies) {
      newCookies.put(id, cookie);
    }
    return id;
  }

  @Override
  public List<String> resolveSessionIds(HttpServletRequest request) {
    return cookies.resolveSessionIds(request).stream().map(HashedSessionIds::hash).toList();
  }

  @Override
  public void setSessionId(HttpServletRequest request, HttpServletResponse response, String id) {
    String cookie = takeCookieOf(id);
    if (cookie != null) {
      cookies.setSessionId(request, response, cookie);
    }
  }

  @Override
  public void expireSession(HttpServletRequest request, HttpServletResponse response) {
    cookies.expireSession(request, response);
  }

  private @Nullable String takeCookieOf(String id) {
    synchronized (newCookies) {
      return newCookies.remove(id);
    }
  }

  private static String hash(String cookie) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(TokenHash.sha256(cookie), HASH_BYTES));
  }
}
