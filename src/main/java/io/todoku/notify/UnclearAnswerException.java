package io.todoku.notify;

/** A request failed in a way that does not tell whether the server carried it out. */
final class UnclearAnswerException extends DeliveryFailedException {

  private static final long serialVersionUID = 1L;

  UnclearAnswerException(DeliveryFailedException failed) {
    super(failed.reason(), failed.retryAfter());
    initCause(failed);
  }
}
