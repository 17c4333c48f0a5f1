package io.todoku.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** The authentication of one request, made from what its user or token may do at this moment. */
public final class UserAccessAuthentication extends AbstractAuthenticationToken {

  private final UserAccess access;

  public UserAccessAuthentication(UserAccess access) {
    super(AuthorityUtils.createAuthorityList("ROLE_" + access.role()));
    this.access = access;
    setAuthenticated(true);
  }

  @Override
  public UserAccess getPrincipal() {
    return access;
  }

  @Override
  public String getName() {
    return access.name();
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UserAccessAuthentication that && access.equals(that.access);
  }

  @Override
  public int hashCode() {
    return access.hashCode();
  }
}
