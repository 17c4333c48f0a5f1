package io.todoku.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.todoku.identity.audit.AuditLog;
import io.todoku.identity.audit.AuditLog.AuditEvent;
import io.todoku.identity.signin.SignInRefusal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.AuthenticationException;

class OidcFailureHandlerTests {

  private final AuditLog audit = mock();
  private final List<AuditEvent> entries = new ArrayList<>();
  private final OidcFailureHandler handler =
      new OidcFailureHandler(
          audit,
          new Binder(new MapConfigurationPropertySource(Map.of("todoku.oidc.name-claim", "name")))
              .bind("todoku.oidc", OidcSettings.class)
              .get(),
          Clock.fixed(Instant.parse("2026-11-30T09:00:00Z"), ZoneOffset.UTC));

  @BeforeEach
  void keepEntries() {
    doAnswer(call -> entries.add(call.getArgument(0))).when(audit).appendOrLog(any());
  }

  private void refuse(int times, AuthenticationException failure) throws Exception {
    for (int i = 0; i < times; i++) {
      var response = new MockHttpServletResponse();
      handler.onAuthenticationFailure(new MockHttpServletRequest(), response, failure);
      assertThat(response.getRedirectedUrl()).startsWith("/sign-in?refused=");
    }
  }

  @Test
  void somebodyWithoutARoleWhoTriesAllDayFillsNoLog() throws Exception {
    refuse(
        10_000,
        new OidcRefusedException(SignInRefusal.NO_ROLE, Map.of("sub", "7", "name", "guest")));

    assertThat(entries)
        .extracting(AuditEvent::newValue)
        .containsExactly(
            "no-role guest",
            "no-role guest; 10 within an hour",
            "no-role guest; 100 within an hour",
            "no-role guest; 1000 within an hour",
            "no-role guest; 10000 within an hour");
  }

  @Test
  void eachPersonIsRecorded() throws Exception {
    for (String subject : List.of("7", "8", "9")) {
      refuse(5, new OidcRefusedException(SignInRefusal.NO_ROLE, Map.of("sub", subject)));
    }
    assertThat(entries).extracting(AuditEvent::actor).containsExactly(" 7", " 8", " 9");
  }

  @Test
  void aProviderThatDoesNotAnswerIsNotWarnedOfAtEachSignIn() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(OidcFailureHandler.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.addAppender(lines);
    try {
      refuse(1000, new OidcRefusedException(SignInRefusal.UNAVAILABLE, "no document", null));
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list).hasSize(4);
  }
}
