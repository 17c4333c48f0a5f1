package io.todoku.identity.factor;

import java.io.Serial;

/** A passkey was used whose counter shows that there is a copy of its key. */
class ClonedPasskeyException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  ClonedPasskeyException() {
    super("the signature counter of the passkey did not grow: its key may have been copied");
  }
}
