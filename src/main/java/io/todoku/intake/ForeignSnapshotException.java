package io.todoku.intake;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** A file is of an account that its sender may not see, whether there is that account or not. */
class ForeignSnapshotException extends ResponseStatusException {
  private static final long serialVersionUID = 1;

  ForeignSnapshotException() {
    super(HttpStatus.FORBIDDEN, "the file is of a client that you may not see");
  }
}
