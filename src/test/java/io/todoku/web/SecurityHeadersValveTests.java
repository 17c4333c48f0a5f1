package io.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SecurityHeadersValveTests {

  private static MockHttpServletResponse respond(boolean secure) {
    var request = new MockHttpServletRequest();
    request.setSecure(secure);
    var response = new MockHttpServletResponse();
    SecurityHeadersValve.setHeaders(request, response);
    return response;
  }

  @Test
  void onlyBrowsersThatCameByHttpsAreToldToComeByItAgain() {
    assertThat(respond(true).getHeaders("Strict-Transport-Security"))
        .containsExactly("max-age=31536000; includeSubDomains");
    assertThat(respond(false).containsHeader("Strict-Transport-Security")).isFalse();
  }
}
