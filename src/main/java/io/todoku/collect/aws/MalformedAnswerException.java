package io.todoku.collect.aws;

/** AWS gave an answer that cannot be interpreted; the message names the part. */
final class MalformedAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1;

  MalformedAnswerException(String message) {
    super(message);
  }
}
