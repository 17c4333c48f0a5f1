package io.todoku.web;

import io.todoku.locale.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers bad API requests with problem details; pages have {@link ErrorPageController}. */
@RestControllerAdvice(annotations = RestController.class)
class ApiExceptionHandler extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ApiExceptionHandler.class);

  private final MessageSource texts;

  ApiExceptionHandler(MessageSource texts) {
    this.texts = texts;
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail detail =
        ProblemDetail.forStatusAndDetail(
            status, UnreadableBodyMessage.describe(unreadable.getCause()));
    return handleExceptionInternal(unreadable, detail, headers, status, request);
  }

  /** Answers a mistake of the caller with the message that says what to correct. */
  @ExceptionHandler
  @Nullable ProblemDetail handleInvalidInput(
      InvalidInputException invalid,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
      response.sendError(HttpStatus.BAD_REQUEST.value()); // a person's download
      return null;
    }
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, describe(invalid, locale));
  }

  /**
   * Answers a bug of Todoku without its message, because the caller did nothing wrong and the
   * message may show internals.
   */
  @ExceptionHandler
  void handleBug(
      IllegalArgumentException bug, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    log.error("A bug in Todoku: {} was not answered", request.getRequestURI(), bug);
    response.sendError(HttpStatus.INTERNAL_SERVER_ERROR.value());
  }

  /** The text of the message files, unless the English text names the field of the request. */
  private String describe(InvalidInputException invalid, Locale locale) {
    return invalid.hasLocalizedText() && invalid.problem().field().isEmpty()
        ? texts.getMessage(invalid, locale)
        : invalid.getDefaultMessage();
  }
}
