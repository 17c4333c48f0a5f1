package io.todoku.identity.signin;

/** A change of a user that is not possible; the message is the key of the text that says why. */
class UserRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UserRefusedException(String messageKey) {
    super(messageKey);
  }

  String messageKey() {
    return String.valueOf(getMessage());
  }
}
