package io.todoku.identity;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The one-time link that lets the person who started the application set a name and a password.
 * Only a hash of its token is kept, and only in memory; a restart makes it void.
 */
@Component
class SignInLink {

  private final SecureRandom random = new SecureRandom();
  private byte @Nullable [] hash;

  /** A new token of 256 random bits, URL-safe; one that was issued before is void. */
  synchronized String issue() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    hash = Tokens.hash(token);
    return token;
  }

  /** Whether the token is the one in force; looking does not use it up. */
  synchronized boolean opensWith(@Nullable String token) {
    return hash != null && token != null && MessageDigest.isEqual(hash, Tokens.hash(token));
  }

  /** Uses the token up; true for exactly one caller. */
  synchronized boolean redeem(@Nullable String token) {
    boolean good = opensWith(token);
    if (good) {
      hash = null;
    }
    return good;
  }
}
