package io.todoku.account;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The requested account does not exist. */
public class NoSuchAccountException extends ResponseStatusException {

  public NoSuchAccountException(String id) {
    super(HttpStatus.NOT_FOUND, "there is no account \"" + id + "\"");
  }
}
