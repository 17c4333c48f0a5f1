package io.todoku.runbook;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no runbook with this id, or it was removed. */
@ResponseStatus(value = HttpStatus.NOT_FOUND, reason = "there is no such runbook")
class NoSuchRunbookException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoSuchRunbookException(Object id) {
    super("there is no runbook " + id);
  }
}
