package io.todoku.testing;

import io.todoku.identity.ClientScope;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserAccessAuthentication;
import io.todoku.identity.UserRole;
import java.util.List;
import java.util.Objects;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Users who are signed in without a browser, and stored nowhere. */
public final class TestUsers {

  private TestUsers() {}

  /** An administrator of every client. */
  public static TestUser user(String name) {
    return new TestUser(UserAccess.unlimited(name));
  }

  /** Makes a request one of its user. */
  public record TestUser(UserAccess access) implements RequestPostProcessor {

    public TestUser roles(String role) {
      return new TestUser(new UserAccess(access.name(), UserRole.valueOf(role), access.clients()));
    }

    /** Limits what the user may see to these clients. */
    public TestUser clients(String... names) {
      return new TestUser(
          new UserAccess(access.name(), access.role(), ClientScope.of(List.of(names))));
    }

    /** The user gave the password a moment ago. */
    @Override
    public MockHttpServletRequest postProcessRequest(MockHttpServletRequest request) {
      Objects.requireNonNull(request.getSession())
          .setAttribute("todoku.proved-at", System.currentTimeMillis());
      return SecurityMockMvcRequestPostProcessors.authentication(
              new UserAccessAuthentication(access))
          .postProcessRequest(request);
    }
  }
}
