package io.todoku.account;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Someone asked for an account that is not known. */
public class NoSuchAccountException extends ResponseStatusException {

  public NoSuchAccountException(String id) {
    super(HttpStatus.NOT_FOUND, "there is no account \"" + id + "\"");
  }
}
