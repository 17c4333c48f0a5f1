package io.todoku.web;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Bad requests to the API are answered with problem details; pages have {@link ErrorPages}. */
@RestControllerAdvice(annotations = RestController.class)
class ApiProblems extends ResponseEntityExceptionHandler {

  private final MessageSource texts;

  ApiProblems(MessageSource texts) {
    this.texts = texts;
  }

  /** What was handed in is wrong, and the message says what. */
  @ExceptionHandler
  ProblemDetail wrong(IllegalArgumentException wrong, Locale locale) {
    String detail =
        wrong instanceof MessageSourceResolvable said
            ? texts.getMessage(said, locale)
            : String.valueOf(wrong.getMessage());
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail);
  }
}
