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

  /**
   * Answers a refusal by Todoku with its message. An exception of this type that the JDK or a
   * library throws is a bug: its message is not meant for the caller, who did nothing wrong.
   */
  @ExceptionHandler
  @Nullable ProblemDetail handleInvalidArgument(
      IllegalArgumentException wrong,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    if (!isRefusal(wrong)) {
      log.error("A bug of Todoku: {} was not answered", request.getRequestURI(), wrong);
      response.sendError(HttpStatus.INTERNAL_SERVER_ERROR.value());
      return null;
    }
    if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
      response.sendError(HttpStatus.BAD_REQUEST.value()); // a person's download
      return null;
    }
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, describe(wrong, locale));
  }

  /** The text of the message files, unless the English text names the field of the request. */
  private String describe(IllegalArgumentException wrong, Locale locale) {
    return wrong instanceof InvalidInputException invalid && invalid.problem().field().isEmpty()
        ? texts.getMessage(invalid, locale)
        : String.valueOf(wrong.getMessage());
  }

  private static boolean isRefusal(IllegalArgumentException wrong) {
    StackTraceElement[] frames = wrong.getStackTrace();
    return frames.length > 0 && frames[0].getClassName().startsWith("io.todoku.");
  }
}
