package io.todoku.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
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

/**
 * Bad requests to the API are answered with problem details; pages have {@link
 * ErrorPageController}.
 */
@RestControllerAdvice(annotations = RestController.class)
class ApiExceptionHandler extends ResponseEntityExceptionHandler {

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

  /** What was handed in is wrong, and the message says what. */
  @ExceptionHandler
  @Nullable ProblemDetail handleInvalidArgument(
      IllegalArgumentException wrong,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
      response.sendError(HttpStatus.BAD_REQUEST.value()); // a download that a person asked for
      return null;
    }
    String detail =
        wrong instanceof MessageSourceResolvable said
            ? texts.getMessage(said, locale)
            : String.valueOf(wrong.getMessage());
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail);
  }
}
