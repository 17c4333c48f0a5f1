package io.todoku.collect.aws;

import java.util.Set;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * Where the credentials of a profile come from, by its settings. The order is that of the SDK,
 * which matters where a profile has the settings of several.
 */
enum CredentialOrigin {
  /** A role that is assumed with a web identity token. */
  WEB_IDENTITY,
  /** IAM Identity Center, signed in by {@code aws sso login}. */
  SSO,
  /** A role that is assumed with the credentials of another profile. */
  ROLE_OF_SOURCE_PROFILE,
  /** A role that is assumed with the credentials of the environment or of the machine. */
  ROLE_OF_CREDENTIAL_SOURCE,
  /** A console sign-in by {@code aws login}. */
  LOGIN,
  /** A program that prints credentials. */
  PROCESS,
  /** Access keys that stand in the file. */
  STATIC_KEYS,
  /** The profile has no settings for credentials. */
  NONE;

  static final String SSO_SESSION = "sso_session";

  private static final Set<String> SSO_SETTINGS =
      Set.of(
          ProfileProperty.SSO_ROLE_NAME,
          ProfileProperty.SSO_ACCOUNT_ID,
          ProfileProperty.SSO_REGION,
          ProfileProperty.SSO_START_URL,
          SSO_SESSION);

  static CredentialOrigin of(Profile profile) {
    Set<String> settings = profile.properties().keySet();
    boolean role = settings.contains(ProfileProperty.ROLE_ARN);
    if (role && settings.contains(ProfileProperty.WEB_IDENTITY_TOKEN_FILE)) {
      return WEB_IDENTITY;
    }
    if (SSO_SETTINGS.stream().anyMatch(settings::contains)) {
      return SSO;
    }
    if (role && settings.contains(ProfileProperty.SOURCE_PROFILE)) {
      return ROLE_OF_SOURCE_PROFILE;
    }
    if (role && settings.contains(ProfileProperty.CREDENTIAL_SOURCE)) {
      return ROLE_OF_CREDENTIAL_SOURCE;
    }
    if (settings.contains(ProfileProperty.LOGIN_SESSION)) {
      return LOGIN;
    }
    if (settings.contains(ProfileProperty.CREDENTIAL_PROCESS)) {
      return PROCESS;
    }
    return settings.contains(ProfileProperty.AWS_ACCESS_KEY_ID)
            || settings.contains(ProfileProperty.AWS_SESSION_TOKEN)
        ? STATIC_KEYS
        : NONE;
  }
}
