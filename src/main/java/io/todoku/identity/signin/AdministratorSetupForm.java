package io.todoku.identity.signin;

import io.todoku.identity.UserNames;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/** The fields of the form behind the one-time link. */
record AdministratorSetupForm(
    @Nullable String name, @Nullable String password, @Nullable String token) {

  /**
   * Rejects names that are not 1 to 64 characters long, or are those of API tokens, and passwords
   * under 12 characters, over bcrypt's 72 bytes, or easy to guess.
   */
  void validate(Errors errors, PasswordRules passwords) {
    if (name().isEmpty()) {
      errors.rejectValue("name", "signin.name.missing");
    } else if (name().length() > 64) {
      errors.rejectValue("name", "signin.name.long");
    } else if (UserNames.isReserved(name())) {
      errors.rejectValue("name", "signin.name.reserved");
    }
    passwords
        .findProblem(password(), name())
        .ifPresent(problem -> errors.rejectValue("password", problem));
  }

  @Override
  public String name() {
    return name == null ? "" : AppUserDetailsService.normalizeName(name);
  }

  @Override
  public String password() {
    return password == null ? "" : password;
  }
}
