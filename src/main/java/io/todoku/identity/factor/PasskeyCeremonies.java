package io.todoku.identity.factor;

import io.todoku.identity.factor.PasskeyChallenges.Purpose;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two ceremonies of W3C Web Authentication: to make a passkey, and to sign with one. Options
 * and answers are the JSON that browsers' {@code parseCreationOptionsFromJSON}, {@code
 * parseRequestOptionsFromJSON} and {@code toJSON} know.
 */
@Component
class PasskeyCeremonies {

  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

  private final PasskeyUsers owners;
  private final PasskeyCredentials credentials;
  private final PasskeyChallenges challenges;
  private final Passkeys passkeys;
  private final @Nullable URI publicUrl;

  PasskeyCeremonies(
      PasskeyUsers owners,
      PasskeyCredentials credentials,
      PasskeyChallenges challenges,
      Passkeys passkeys,
      @Value("${todoku.public-url:}") String publicUrl) {
    this.owners = owners;
    this.credentials = credentials;
    this.challenges = challenges;
    this.passkeys = passkeys;
    this.publicUrl =
        publicUrl.isBlank() ? null : URI.create(publicUrl.strip().toLowerCase(Locale.ROOT));
  }

  /** A passkey whose answer does not prove what was asked. */
  static class RefusedPasskeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedPasskeyException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** What a browser needs to make a passkey of a user. */
  String creationOptions(UUID user, String name, HttpServletRequest request) {
    Bytes challenge = challenges.issue(Purpose.REGISTER, user);
    return JSON.writeValueAsString(
        operations(request, challenge, UserVerificationRequirement.PREFERRED)
            .createPublicKeyCredentialCreationOptions(
                new ImmutablePublicKeyCredentialCreationOptionsRequest(owner(name))));
  }

  private static UsernamePasswordAuthenticationToken owner(String name) {
    return UsernamePasswordAuthenticationToken.authenticated(name, null, Set.of());
  }

  /**
   * Stores the passkey that the browser of a user has made.
   *
   * @param label what the user calls it
   * @throws RefusedPasskeyException if it is no answer to what was asked
   */
  void register(UUID user, String name, String answer, String label, HttpServletRequest request) {
    PublicKeyCredential<AuthenticatorAttestationResponse> made =
        read(answer, new TypeReference<>() {});
    Bytes challenge = redeem(made, Purpose.REGISTER, user);
    var operations = operations(request, challenge, UserVerificationRequirement.PREFERRED);
    try {
      operations.registerCredential(
          new ImmutableRelyingPartyRegistrationRequest(
              operations.createPublicKeyCredentialCreationOptions(
                  new ImmutablePublicKeyCredentialCreationOptionsRequest(owner(name))),
              new RelyingPartyPublicKey(made, label)));
    } catch (DataAccessException databaseFailed) {
      throw databaseFailed;
    } catch (RuntimeException wrong) { // the libraries throw many kinds at what strangers send
      throw new RefusedPasskeyException("not registered", wrong);
    }
  }

  /**
   * What a browser needs to sign with a passkey.
   *
   * @param user who has given the password; null: whoever has a passkey and unlocks it, which
   *     proves two factors at once
   */
  String requestOptions(@Nullable UUID user, @Nullable String name, HttpServletRequest request) {
    Bytes challenge = challenges.issue(purpose(user), user);
    return JSON.writeValueAsString(
        operations(request, challenge, verification(user))
            .createCredentialRequestOptions(
                new ImmutablePublicKeyCredentialRequestOptionsRequest(
                    name == null ? null : owner(name))));
  }

  private static Purpose purpose(@Nullable UUID user) {
    return user == null ? Purpose.SIGN_IN : Purpose.SECOND_FACTOR;
  }

  private static UserVerificationRequirement verification(@Nullable UUID user) {
    return user == null
        ? UserVerificationRequirement.REQUIRED
        : UserVerificationRequirement.PREFERRED;
  }

  /**
   * Whose passkey has signed.
   *
   * @param user whose it must be; null: anybody's
   * @throws RefusedPasskeyException if it is no answer to what was asked, or its owner may not sign
   *     in
   */
  String verify(
      @Nullable UUID user, @Nullable String name, String answer, HttpServletRequest request) {
    PublicKeyCredential<AuthenticatorAssertionResponse> signed =
        read(answer, new TypeReference<>() {});
    Bytes challenge = redeem(signed, purpose(user), user);
    var operations = operations(request, challenge, verification(user));
    try {
      PublicKeyCredentialUserEntity owner =
          operations.authenticate(
              new RelyingPartyAuthenticationRequest(
                  operations.createCredentialRequestOptions(
                      new ImmutablePublicKeyCredentialRequestOptionsRequest(
                          name == null ? null : owner(name))),
                  signed));
      if (owner == null || user != null && !owner.getId().equals(PasskeyCredentials.handle(user))) {
        throw new RefusedPasskeyException("the passkey is of another user", null);
      }
      passkeys.noteUse(signed.getRawId().toBase64UrlString());
      return owner.getName();
    } catch (DataAccessException databaseFailed) {
      throw databaseFailed;
    } catch (RuntimeException wrong) {
      throw new RefusedPasskeyException("not accepted", wrong);
    }
  }

  private static <T extends AuthenticatorResponse> PublicKeyCredential<T> read(
      String answer, TypeReference<PublicKeyCredential<T>> type) {
    try {
      PublicKeyCredential<T> credential = JSON.readValue(answer, type);
      if (credential != null && credential.getRawId() != null && credential.getResponse() != null) {
        return credential;
      }
    } catch (JacksonException | IllegalArgumentException noCredential) {
      throw new RefusedPasskeyException("no credential", noCredential);
    }
    throw new RefusedPasskeyException("no credential", null);
  }

  private Bytes redeem(PublicKeyCredential<?> answer, Purpose purpose, @Nullable UUID user) {
    return challenge(answer)
        .filter(challenge -> challenges.redeem(challenge, purpose, user))
        .orElseThrow(() -> new RefusedPasskeyException("an unknown challenge", null));
  }

  /** The challenge that the browser says was signed; whether it was is verified later. */
  private static Optional<Bytes> challenge(PublicKeyCredential<?> answer) {
    try {
      return Optional.of(
          Bytes.fromBase64(
              JSON.readTree(answer.getResponse().getClientDataJSON().getBytes())
                  .path("challenge")
                  .asString()));
    } catch (JacksonException | IllegalArgumentException | NullPointerException unreadable) {
      return Optional.empty();
    }
  }

  private Webauthn4JRelyingPartyOperations operations(
      HttpServletRequest request, Bytes challenge, UserVerificationRequirement verification) {
    URI here = publicUrl == null ? urlOf(request) : publicUrl;
    var operations =
        new Webauthn4JRelyingPartyOperations(
            owners,
            credentials,
            PublicKeyCredentialRpEntity.builder().id(here.getHost()).name("Todoku").build(),
            Set.of(origin(here)));
    operations.setCustomizeCreationOptions(options ->
        options
            .challenge(challenge)
            .timeout(PasskeyChallenges.VALIDITY)
            .authenticatorSelection(
                AuthenticatorSelectionCriteria.builder()
                    .residentKey(ResidentKeyRequirement.PREFERRED)
                    .userVerification(verification)
                    .build()));
    operations.setCustomizeRequestOptions(options ->
        options
            .challenge(challenge)
            .timeout(PasskeyChallenges.VALIDITY)
            .userVerification(verification));
    return operations;
  }

  private static URI urlOf(HttpServletRequest request) {
    return ServletUriComponentsBuilder.fromRequestUri(request).replacePath(null).build().toUri();
  }

  /** As browsers write it: without the scheme's usual port. */
  private static String origin(URI url) {
    boolean usual =
        url.getPort() == -1
            || url.getPort() == (url.getScheme().equalsIgnoreCase("https") ? 443 : 80);
    return url.getScheme() + "://" + url.getHost() + (usual ? "" : ":" + url.getPort());
  }
}
