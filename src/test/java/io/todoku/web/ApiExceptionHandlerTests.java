package io.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.todoku.locale.InvalidInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A mistake of the caller is told from a bug of Todoku by the type of the exception. */
class ApiExceptionHandlerTests {

  @RestController
  static class FailingApi {

    @GetMapping({"/api/v1/refused", "/refused"})
    String refuse() {
      throw InvalidInputException.withMessage("the 100% of '{0}' is no zone");
    }

    @GetMapping("/api/v1/bug")
    String fail() {
      throw new IllegalArgumentException("subnet-0a1 was not listed");
    }
  }

  private final MockMvcTester api =
      MockMvcTester.create(
          MockMvcBuilders.standaloneSetup(new FailingApi())
              .setControllerAdvice(new ApiExceptionHandler(new StaticMessageSource()))
              .build());

  private final Logger log = (Logger) LoggerFactory.getLogger(ApiExceptionHandler.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    log.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    log.detachAppender(logged);
  }

  @Test
  void aRefusedInputIsAnsweredWithItsMessage() {
    assertThat(api.get().uri("/api/v1/refused"))
        .hasStatus(400)
        .bodyJson()
        .extractingPath("$.detail")
        .isEqualTo("the 100% of '{0}' is no zone");
    assertThat(logged.list).isEmpty();
  }

  @Test
  void aRefusedDownloadGetsTheErrorPage() {
    assertThat(api.get().uri("/refused")).hasStatus(400).bodyText().isEmpty();
  }

  @Test
  void anArgumentThatTodokuItselfGotWrongIsABug() {
    assertThat(api.get().uri("/api/v1/bug")).hasStatus(500).bodyText().isEmpty();
    assertThat(logged.list)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getFormattedMessage())
              .isEqualTo("A bug in Todoku: /api/v1/bug was not answered");
          assertThat(event.getThrowableProxy().getMessage()).isEqualTo("subnet-0a1 was not listed");
          assertThat(event.getThrowableProxy().getStackTraceElementProxyArray()[0].toString())
              .contains("FailingApi.fail(");
        });
  }
}
