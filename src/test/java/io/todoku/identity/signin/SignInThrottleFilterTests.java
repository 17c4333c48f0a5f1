package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.todoku.identity.signin.SignInAttempts.AttemptKey;
import io.todoku.identity.signin.SignInThrottleFilter.HashingSlots;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SignInThrottleFilterTests {

  private final SignInAttempts attempts =
      new SignInAttempts(Clock.fixed(Instant.parse("2026-11-18T09:00:00Z"), ZoneOffset.UTC));
  private final KnownBrowsers browsers = mock();

  /** While strangers' passwords are hashed in all slots but one, that of known browsers. */
  private final SignInThrottleFilter filter =
      new SignInThrottleFilter(
          attempts, browsers, new HashingSlots(new Semaphore(1), new Semaphore(0), Duration.ZERO));

  private MockFilterChain attempt() throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/sign-in");
    request.setServletPath("/sign-in");
    request.setParameter("name", "mika");
    MockFilterChain chain = new MockFilterChain();
    MockHttpServletResponse response = new MockHttpServletResponse();
    filter.doFilter(request, response, chain);
    assertThat(response.getRedirectedUrl())
        .isEqualTo(chain.getRequest() == null ? "/sign-in?wait=10" : null);
    return chain;
  }

  @Test
  void anAttemptWhosePasswordWasNotLookedAtIsNotCounted() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(attempt().getRequest()).as("all slots are taken").isNull();
    }

    assertThat(attempts.begin(AttemptKey.of("mika", "127.0.0.1", null))).isZero();
  }

  @Test
  void aKnownBrowserDoesNotWaitForThePasswordsOfStrangers() throws Exception {
    when(browsers.find(any(), any())).thenReturn("a hash");

    assertThat(attempt().getRequest()).isNotNull();
    assertThat(attempt().getRequest()).as("the slot is free again").isNotNull();
  }
}
