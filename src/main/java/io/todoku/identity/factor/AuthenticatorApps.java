package io.todoku.identity.factor;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.google.common.io.BaseEncoding;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The authenticator apps of users. Their codes are those of RFC 6238 with what every app can do:
 * SHA-1, 30 seconds, six digits.
 */
@Component
class AuthenticatorApps {

  /** What RFC 4226 recommends for SHA-1. */
  private static final int SECRET_BYTES = 20;

  private static final Duration STEP = Duration.ofSeconds(30);

  /** How many codes before and after the present one are accepted, because clocks differ. */
  private static final int WINDOW = 1;

  private static final Pattern CODE = Pattern.compile("[0-9]{6}");

  private static final BaseEncoding BASE32 = BaseEncoding.base32().omitPadding();

  private final TimeBasedOneTimePasswordGenerator generator =
      new TimeBasedOneTimePasswordGenerator(STEP);
  private final SecureRandom random = new SecureRandom();
  private final TotpSecretRepository secrets;
  private final Clock clock;

  AuthenticatorApps(TotpSecretRepository secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /** The app of a user that is set up; empty if there is none. */
  Optional<TotpSecret> find(UUID user) {
    return secrets.findById(user).filter(TotpSecret::isConfirmed);
  }

  /** One of which no code was entered yet. */
  Optional<TotpSecret> findUnconfirmed(UUID user) {
    return secrets.findById(user).filter(secret -> !secret.isConfirmed());
  }

  /**
   * Makes a secret for an app, which replaces one that was not confirmed.
   *
   * @return the secret; empty if the user has an app
   */
  @Transactional
  public Optional<String> begin(UUID user) {
    if (secrets.existsByIdAndConfirmedAtNotNull(user)) {
      return Optional.empty();
    }
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    secrets.remove(user);
    return Optional.of(secrets.save(new TotpSecret(user, BASE32.encode(secret))).secret());
  }

  @Transactional
  public void remove(UUID user) {
    secrets.remove(user);
  }

  /** Whether this could be a code of an app: six digits, with or without blanks, of any width. */
  static boolean isCode(String typed) {
    return CODE.matcher(digits(typed)).matches();
  }

  private static String digits(String typed) {
    return Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("\\s", "");
  }

  /**
   * Uses up a code of an app that is set up.
   *
   * @param typed six digits, with or without blanks, of any width
   * @return false if it is another code, one that was used, or one of another time
   */
  @Transactional
  public boolean use(UUID user, String typed) {
    return use(user, typed, find(user));
  }

  /** Confirms a secret by the first of its codes. */
  @Transactional
  public boolean confirm(UUID user, String typed) {
    return use(user, typed, findUnconfirmed(user));
  }

  private boolean use(UUID user, String typed, Optional<TotpSecret> secret) {
    String code = digits(typed);
    if (secret.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    long present = now.toEpochMilli() / STEP.toMillis();
    return LongStream.rangeClosed(present - WINDOW, present + WINDOW)
        .filter(step -> isEqual(code(secret.get(), step), code))
        .anyMatch(step -> secrets.use(user, step, now) == 1);
  }

  private static boolean isEqual(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private String code(TotpSecret secret, long step) {
    try {
      return generator.generateOneTimePasswordString(
          new SecretKeySpec(BASE32.decode(secret.secret()), generator.getAlgorithm()),
          Instant.ofEpochMilli(step * STEP.toMillis()),
          Locale.ROOT);
    } catch (InvalidKeyException impossible) {
      throw new IllegalStateException("a key of " + SECRET_BYTES + " bytes", impossible);
    }
  }
}
