package io.todoku.identity.oidc;

import io.todoku.identity.ClientScope;
import io.todoku.identity.UserRole;
import io.todoku.identity.signin.SignInRefusal;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the claims of a user give: a role, and the clients that the user may see. Nothing is given
 * by default.
 */
record ClaimedAccess(UserRole role, ClientScope clients) {

  private static final String EMAIL = "email";
  private static final int MAX_CLIENT = 200;

  /**
   * @throws OidcRefusedException if the claims give no role, or no client to one who is limited to
   *     clients
   */
  static ClaimedAccess of(Map<String, Object> claims, OidcSettings settings) {
    Set<String> values = values(claims, settings.rolesClaim());
    UserRole role = role(values, settings);
    if (role == null) {
      throw new OidcRefusedException(SignInRefusal.NO_ROLE, claims);
    }
    if (role == UserRole.ADMINISTRATOR || containsAny(values, settings.everyClient())) {
      return new ClaimedAccess(role, ClientScope.EVERY_CLIENT);
    }
    Set<String> clients = clients(values(claims, settings.clientsClaimOrRoles()), settings);
    if (clients.isEmpty()) {
      throw new OidcRefusedException(SignInRefusal.NO_CLIENT, claims);
    }
    return new ClaimedAccess(role, ClientScope.of(clients));
  }

  /** The name for a user: the claim of the settings, else the first usual one that is there. */
  static String name(Map<String, Object> claims, OidcSettings settings) {
    return Stream.of(settings.nameClaim(), "preferred_username", EMAIL, "sub")
        .map(claims::get)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(name -> !name.isBlank())
        .findFirst()
        .orElse("");
  }

  private static @Nullable UserRole role(Set<String> values, OidcSettings settings) {
    if (containsAny(values, settings.administrators())) {
      return UserRole.ADMINISTRATOR;
    }
    if (containsAny(values, settings.operators())) {
      return UserRole.OPERATOR;
    }
    return containsAny(values, settings.viewers()) ? UserRole.VIEWER : null;
  }

  private static boolean containsAny(Set<String> values, List<String> wanted) {
    return wanted.stream().anyMatch(values::contains);
  }

  private static Set<String> clients(Set<String> values, OidcSettings settings) {
    Set<String> names = new HashSet<>();
    for (String value : values) {
      if (value.startsWith(settings.clientPrefix())) {
        names.add(value.substring(settings.clientPrefix().length()).strip());
      }
      settings.clients().stream()
          .filter(entry -> value.equals(entry.value()))
          .map(entry -> Objects.requireNonNullElse(entry.client(), ""))
          .forEach(names::add);
    }
    names.removeIf(name -> name.isBlank() || name.length() > MAX_CLIENT);
    return names;
  }

  /**
   * The texts of a claim, which may be one or a list. An address of e-mail counts only if the
   * provider has verified it, because elsewhere users can enter any.
   */
  private static Set<String> values(Map<String, Object> claims, String name) {
    if (name.equals(EMAIL) && !Boolean.TRUE.equals(claims.get("email_verified"))) {
      return Set.of();
    }
    Object value = find(claims, name);
    Collection<?> all = value instanceof Collection<?> list ? list : Set.of();
    if (value instanceof String text) {
      all = Set.of(text);
    }
    Set<String> texts = new HashSet<>();
    for (Object one : all) {
      if (one instanceof String text && !text.isBlank()) {
        texts.add(text);
      }
    }
    return texts;
  }

  private static @Nullable Object find(Map<?, ?> claims, String path) {
    if (claims.containsKey(path)) {
      return claims.get(path);
    }
    int dot = path.indexOf('.');
    return dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
        ? find(inner, path.substring(dot + 1))
        : null;
  }
}
