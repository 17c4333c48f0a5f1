package io.todoku.identity.factor;

import io.todoku.identity.SecondFactorDemand;
import io.todoku.identity.TokenHash;
import io.todoku.identity.UserAccess;
import io.todoku.identity.factor.Passkeys.PasskeyView;
import io.todoku.identity.signin.LocalUsers;
import io.todoku.identity.signin.SecondFactors;
import java.io.Serial;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sets up and removes the second factors of a user, who gets recovery codes with the first one. */
@Component
class SecondFactorSetup {

  private static final int MAX_LABEL = 64;

  private final AuthenticatorApps apps;
  private final Passkeys passkeys;
  private final RecoveryCodes codes;
  private final SecondFactors factors;
  private final LocalUsers users;
  private final SecondFactorDemand demand;

  SecondFactorSetup(
      AuthenticatorApps apps,
      Passkeys passkeys,
      RecoveryCodes codes,
      SecondFactors factors,
      LocalUsers users,
      @Value("${todoku.second-factor:optional}") SecondFactorDemand demand) {
    this.apps = apps;
    this.passkeys = passkeys;
    this.codes = codes;
    this.factors = factors;
    this.users = users;
    this.demand = demand;
  }

  /** Nothing was done; the message is the key of the text that says why. */
  static class SetupRefusedException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    SetupRefusedException(String key) {
      super(key);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  /**
   * What an authenticator app needs.
   *
   * @param secret in Base32, in groups of four
   * @param link that opens an app on the same device
   */
  record NewApp(String secret, String link, QrCode picture) {}

  /**
   * What a user has set up.
   *
   * @param appSince when the authenticator app was set up; null if there is none
   * @param newApp one that waits for its first code; null if there is none
   * @param codesLeft recovery codes that are not used yet
   * @param demanded whether the user must have a second factor
   */
  record FactorState(
      @Nullable Instant appSince,
      @Nullable NewApp newApp,
      List<PasskeyView> passkeys,
      int codesLeft,
      boolean demanded) {

    public boolean isProtected() {
      return appSince != null || !passkeys.isEmpty();
    }
  }

  boolean isOfLocalUser(String name) {
    return users.hasPassword(name);
  }

  /**
   * @param host of this server, which tells several of them apart in the app
   * @param begun what {@link #beginApp} gave this session; null if it began none. Another session's
   *     secret is not shown, because whoever made it knows it.
   */
  FactorState stateOf(UUID user, UserAccess access, String host, @Nullable Object begun) {
    return new FactorState(
        apps.find(user).map(TotpSecret::confirmedAt).orElse(null),
        findBegun(user, begun)
            .map(secret -> newApp(secret.secret(), access.name(), host))
            .orElse(null),
        passkeys.of(user),
        codes.count(user),
        demand.includes(access));
  }

  private static NewApp newApp(String secret, String name, String host) {
    String link =
        "otpauth://totp/%s:%s?secret=%s&issuer=%1$s"
            .formatted(encode("Todoku " + host), encode(name), secret);
    return new NewApp(secret.replaceAll("(.{4})(?=.)", "$1 "), link, QrCode.of(link));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Optional<TotpSecret> findBegun(UUID user, @Nullable Object begun) {
    return apps.findUnconfirmed(user)
        .filter(secret -> TokenHash.hex(secret.secret()).equals(begun));
  }

  /**
   * Makes a secret for an app.
   *
   * @return its hash; empty if the user has an app
   */
  Optional<String> beginApp(UUID user) {
    return apps.begin(user).map(TokenHash::hex);
  }

  /**
   * @param begun what {@link #beginApp} gave this session
   * @return recovery codes, if this is the first factor of the user
   * @throws SetupRefusedException if the code is another
   */
  @Transactional
  public List<String> confirmApp(UUID user, String code, @Nullable Object begun) {
    boolean first = !factors.isProtected(user);
    if (findBegun(user, begun).isEmpty() || !apps.confirm(user, code)) {
      throw new SetupRefusedException("factor.code.wrong");
    }
    return first ? codes.replace(user) : List.of();
  }

  /**
   * @param label what to call it; blank: a name is given
   * @param register stores the passkey under its name
   * @return recovery codes, if this is the first factor of the user
   * @throws SetupRefusedException if the user has too many
   */
  @Transactional
  public List<String> addPasskey(UUID user, String label, Consumer<String> register) {
    int number = passkeys.of(user).size();
    if (number >= Passkeys.MAX_PER_USER) {
      throw new SetupRefusedException("factor.passkey.many");
    }
    boolean first = !factors.isProtected(user);
    String stored = shorten(label.replaceAll("\\p{Cntrl}", "").strip());
    register.accept(stored.isEmpty() ? "Passkey " + (number + 1) : stored);
    return first ? codes.replace(user) : List.of();
  }

  /** Cuts no character in two, which PostgreSQL would not store. */
  private static String shorten(String name) {
    if (name.length() <= MAX_LABEL) {
      return name;
    }
    boolean pair = Character.isHighSurrogate(name.charAt(MAX_LABEL - 1));
    return name.substring(0, pair ? MAX_LABEL - 1 : MAX_LABEL);
  }

  /**
   * Removes the app, also one that is not confirmed yet.
   *
   * @throws SetupRefusedException if the user must have a second factor, and this is the last one
   */
  @Transactional
  public void removeApp(UUID user, UserAccess access) {
    boolean confirmed = apps.find(user).isPresent();
    apps.remove(user);
    if (confirmed) {
      afterRemoval(user, access);
    }
  }

  /**
   * @throws SetupRefusedException if the user must have a second factor, and this is the last one
   */
  @Transactional
  public void removePasskey(UUID user, UUID passkey, UserAccess access) {
    passkeys.remove(user, passkey);
    afterRemoval(user, access);
  }

  private void afterRemoval(UUID user, UserAccess access) {
    if (!factors.isProtected(user)) {
      if (demand.includes(access)) {
        throw new SetupRefusedException("factor.demanded");
      }
      codes.remove(user);
    }
  }

  List<String> newCodes(UUID user) {
    return factors.isProtected(user) ? codes.replace(user) : List.of();
  }
}
