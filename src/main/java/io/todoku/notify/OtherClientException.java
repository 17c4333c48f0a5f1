package io.todoku.notify;

/** A message is about accounts of another client than its channel now; trying again is no use. */
final class OtherClientException extends DeliveryFailedException {

  private static final long serialVersionUID = 1L;

  OtherClientException() {
    super(NoticeLine.of("notify.failed.other-client"));
  }
}
