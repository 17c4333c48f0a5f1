package io.todoku.account;

import org.springframework.context.MessageSourceResolvable;

/** Input that is refused; its text is in the message files. */
class InvalidInputException extends IllegalArgumentException implements MessageSourceResolvable {

  private static final long serialVersionUID = 1;

  private final String key;
  private final transient Object[] arguments;

  InvalidInputException(String key, Object... arguments) {
    super(key);
    this.key = key;
    this.arguments = arguments;
  }

  @Override
  public String[] getCodes() {
    return new String[] {key};
  }

  @Override
  public Object[] getArguments() {
    return arguments.clone();
  }
}
