package io.todoku.collect.aws;

/** AWS answered something that cannot be understood; the message tells what. */
final class MalformedAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1;

  MalformedAnswerException(String message) {
    super(message);
  }
}
