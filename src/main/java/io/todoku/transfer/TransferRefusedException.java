package io.todoku.transfer;

/** A database cannot be exported or imported, for a reason that people can act on. */
public final class TransferRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  TransferRefusedException(String message) {
    super(message);
  }

  TransferRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
