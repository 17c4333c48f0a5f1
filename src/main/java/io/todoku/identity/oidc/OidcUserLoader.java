package io.todoku.identity.oidc;

import io.todoku.identity.signin.ProviderUsers;
import io.todoku.identity.signin.ProviderUsers.ProviderIdentity;
import io.todoku.identity.signin.SignInRefusal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** Turns what a verified ID token says into a stored user with the rights of its claims. */
@Component
class OidcUserLoader implements OAuth2UserService<OidcUserRequest, OidcUser> {

  private static final int MAX_SUBJECT = 255;

  private final OAuth2UserService<OidcUserRequest, OidcUser> claims;
  private final OidcSettings settings;
  private final ProviderUsers users;

  OidcUserLoader(OidcHttp http, OidcSettings settings, ProviderUsers users) {
    this.claims = http.userService();
    this.settings = settings;
    this.users = users;
  }

  /**
   * A user under the name in Todoku.
   *
   * @throws OidcRefusedException if the claims give no access, or the user is suspended
   */
  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    OidcUser user = Objects.requireNonNull(claims.loadUser(request));
    String subject = Objects.requireNonNull(user.getSubject(), "checked with the ID token");
    if (subject.length() > MAX_SUBJECT) {
      throw new OidcRefusedException(SignInRefusal.INVALID, user.getClaims());
    }
    String name = admit(user.getClaims(), subject);
    return new DefaultOidcUser(List.of(), user.getIdToken(), user.getUserInfo()) {
      @Override
      public String getName() {
        return name;
      }
    };
  }

  private String admit(Map<String, Object> claims, String subject) {
    ClaimedAccess access;
    try {
      access = ClaimedAccess.of(claims, settings);
    } catch (OidcRefusedException noRole) {
      users.withdraw(settings.issuer(), subject);
      throw noRole;
    }
    var identity =
        new ProviderIdentity(settings.issuer(), subject, ClaimedAccess.name(claims, settings));
    try {
      return admit(identity, access, claims);
    } catch (DataIntegrityViolationException another) {
      // the user signed in twice at the same moment, or took the name that another just took
      return admit(identity, access, claims);
    }
  }

  private String admit(
      ProviderIdentity identity, ClaimedAccess access, Map<String, Object> claims) {
    return users
        .admit(identity, access.role(), access.clients())
        .orElseThrow(() -> new OidcRefusedException(SignInRefusal.SUSPENDED, claims));
  }
}
