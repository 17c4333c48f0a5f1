package io.todoku.encryption;

import org.jspecify.annotations.Nullable;

/** A stored secret that cannot be decrypted; the message holds no part of it. */
public class UnreadableSecretException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableSecretException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
