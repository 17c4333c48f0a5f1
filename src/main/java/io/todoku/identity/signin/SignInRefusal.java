package io.todoku.identity.signin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a sign-in by an identity provider was refused; nothing of the provider's own text. */
public enum SignInRefusal {
  /** The provider does not answer. */
  UNAVAILABLE,
  /** The answer belongs to no sign-in that this browser began, or to one of long ago. */
  EXPIRED,
  /** The provider refused, or the user gave up there. */
  DENIED,
  /** What the provider sent could not be verified. */
  INVALID,
  /** The claims give no role. */
  NO_ROLE,
  /** The claims give a role for chosen clients, and name no client. */
  NO_CLIENT,
  /** An administrator of Todoku has suspended the user. */
  SUSPENDED;

  /** As it stands in addresses and in the keys of messages. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Empty if there is none of that code. */
  static Optional<SignInRefusal> of(@Nullable String code) {
    return Arrays.stream(values()).filter(refusal -> refusal.code().equals(code)).findFirst();
  }
}
