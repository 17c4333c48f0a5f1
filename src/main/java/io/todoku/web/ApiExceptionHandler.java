package io.todoku.web;

import io.todoku.locale.InvalidInputException;
import io.todoku.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
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
    return handleExceptionInternal(
        unreadable, UnreadableBodyMessage.problem(unreadable.getCause()), headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException wrong, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    String name =
        wrong instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : wrong.getPropertyName();
    ProblemDetail problem =
        ProblemType.INVALID_VALUE.detail(
            "\"%s\" must be %s".formatted(name, ExpectedValue.of(wrong.getRequiredType())));
    return handleExceptionInternal(wrong, problem, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
      ServletRequestBindingException unbound,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return handleExceptionInternal(
        unbound,
        ProblemType.INVALID_REQUEST.detail("a part of the request is missing"),
        headers,
        status,
        request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
      MissingServletRequestParameterException missing,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail problem =
        ProblemType.MISSING_PARAMETER.detail(
            "the parameter \"%s\" is missing".formatted(missing.getParameterName()));
    return handleExceptionInternal(missing, problem, headers, status, request);
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
    return ProblemType.INVALID_VALUE.detail(describe(invalid, locale));
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
