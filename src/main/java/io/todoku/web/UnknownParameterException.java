package io.todoku.web;

import io.todoku.problem.ProblemType;
import java.util.Collection;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A request has a query parameter that its route does not read. */
final class UnknownParameterException extends ErrorResponseException {

  private static final long serialVersionUID = 1;

  UnknownParameterException(String name, Collection<String> known) {
    super(
        HttpStatus.BAD_REQUEST,
        ProblemType.UNKNOWN_PARAMETER.detail(
            "unknown parameter \"%s\"; %s"
                .formatted(
                    name,
                    known.isEmpty()
                        ? "there are none"
                        : "known parameters: " + String.join(", ", known))),
        null);
  }
}
