package io.todoku.notify;

/** A server refused one request (4xx); it may well take others. */
final class RefusedRequestException extends DeliveryFailedException {

  private static final long serialVersionUID = 1L;

  RefusedRequestException(NoticeLine reason) {
    super(reason);
  }
}
