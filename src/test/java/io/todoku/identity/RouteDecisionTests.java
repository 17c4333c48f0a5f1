package io.todoku.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.method.HandlerMethod;

class RouteDecisionTests {

  private final RouteDecision decision =
      new RouteDecision(new CurrentUser(), new DefaultListableBeanFactory());

  /** A route of one role, whose request nobody who has signed in makes. */
  private boolean decide(DispatcherType type) throws NoSuchMethodException {
    var request = new MockHttpServletRequest();
    request.setDispatcherType(type);
    return decision.preHandle(
        request,
        new MockHttpServletResponse(),
        new HandlerMethod(this, getClass().getDeclaredMethod("events")));
  }

  @RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
  void events() {}

  @Test
  void theRequestOfAStreamIsRefusedToStrangers() {
    assertThatThrownBy(() -> decide(DispatcherType.REQUEST))
        .isInstanceOf(AccessDeniedException.class);
  }

  /** What the container does when a stream ends: there is no user, and nothing more to decide. */
  @Test
  void theEndOfAStreamIsNoNewRequest() throws NoSuchMethodException {
    assertThat(decide(DispatcherType.ASYNC)).isTrue();
  }
}
