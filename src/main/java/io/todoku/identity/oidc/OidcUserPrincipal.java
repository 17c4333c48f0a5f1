package io.todoku.identity.oidc;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.user.OAuth2User;

/**
 * What a session keeps of a user who signed in at the provider: the name in Todoku, and the ID
 * token where the settings say that the provider wants it back to end its own session. It opens
 * nothing.
 */
final class OidcUserPrincipal implements OAuth2User, Serializable {

  private static final long serialVersionUID = 1;

  private final String name;
  private final @Nullable String idToken;

  OidcUserPrincipal(String name, @Nullable String idToken) {
    this.name = name;
    this.idToken = idToken;
  }

  @Override
  public String getName() {
    return name;
  }

  Optional<String> idToken() {
    return Optional.ofNullable(idToken);
  }

  @Override
  public Map<String, Object> getAttributes() {
    return Map.of();
  }

  @Override
  public Collection<? extends GrantedAuthority> getAuthorities() {
    return List.of();
  }
}
