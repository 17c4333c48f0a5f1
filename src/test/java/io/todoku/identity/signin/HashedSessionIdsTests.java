package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;

class HashedSessionIdsTests {

  private final HashedSessionIds ids = new HashedSessionIds(new CookieHttpSessionIdResolver());

  private MockHttpServletResponse respond(String id) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    ids.setSessionId(new MockHttpServletRequest(), response, id);
    return response;
  }

  @Test
  void theCookieOfANewSessionIsKeptUntilItIsWritten() {
    String id = ids.generate();

    assertThat(respond(id).getCookie("SESSION")).isNotNull();
    assertThat(respond(id).getCookie("SESSION")).as("it is no longer in memory").isNull();
  }
}
