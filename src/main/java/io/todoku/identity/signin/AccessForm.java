package io.todoku.identity.signin;

import io.todoku.identity.ClientScope;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/**
 * The fields that say what a user may do and see.
 *
 * @param name to sign in with; of a token, what it is for
 * @param role the name of a {@link UserRole}
 * @param limited whether only the chosen clients are visible, which is so unless said otherwise;
 *     ignored for administrators
 * @param client the chosen clients
 */
record AccessForm(
    @Nullable String name,
    @Nullable String role,
    @Nullable Boolean limited,
    @Nullable List<@Nullable String> client) {

  private static final int MAX_NAME = 64;
  private static final int MAX_CLIENT = 200;

  static AccessForm blank() {
    return new AccessForm("", UserRole.VIEWER.name(), true, List.of());
  }

  static AccessForm of(UserAccess access) {
    return new AccessForm(
        access.name(),
        access.role().name(),
        !access.clients().everyClient(),
        List.copyOf(access.clients().names()));
  }

  void validate(Errors errors) {
    if (name().isEmpty()) {
      errors.rejectValue("name", "signin.name.missing");
    } else if (name().length() > MAX_NAME) {
      errors.rejectValue("name", "signin.name.long");
    }
    Optional<UserRole> chosen = findRole();
    if (chosen.isEmpty()) {
      errors.rejectValue("role", "users.role.missing");
    } else if (isLimited(chosen.get()) && client().isEmpty()) {
      errors.rejectValue("client", "users.clients.missing");
    }
  }

  /**
   * @throws IllegalStateException if the form is not valid
   */
  UserAccess toAccess() {
    UserRole chosen =
        findRole().orElseThrow(() -> new IllegalStateException("the form was not validated"));
    return new UserAccess(
        name(), chosen, isLimited(chosen) ? ClientScope.of(client()) : ClientScope.EVERY_CLIENT);
  }

  private boolean isLimited(UserRole chosen) {
    return limited() && chosen != UserRole.ADMINISTRATOR;
  }

  private Optional<UserRole> findRole() {
    for (UserRole known : UserRole.values()) {
      if (known.name().equals(role)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  @Override
  public Boolean limited() {
    return limited == null || limited;
  }

  @Override
  public String name() {
    return name == null ? "" : AppUserDetailsService.normalizeName(name);
  }

  @Override
  public List<String> client() {
    return client == null
        ? List.of()
        : client.stream()
            .filter(Objects::nonNull)
            .map(String::strip)
            .filter(chosen -> !chosen.isEmpty() && chosen.length() <= MAX_CLIENT)
            .distinct()
            .toList();
  }
}
