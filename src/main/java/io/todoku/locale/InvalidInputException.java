package io.todoku.locale;

import org.springframework.context.MessageSourceResolvable;

/**
 * An input is refused. Pages and the API show its text from the message files in the language of
 * the reader; {@link #getMessage} is the English text for files and the command line.
 */
public final class InvalidInputException extends IllegalArgumentException
    implements MessageSourceResolvable {

  private static final long serialVersionUID = 1;

  private final InputProblem problem;
  private final transient Object[] arguments;

  /**
   * @param arguments of the text, in its order
   */
  public InvalidInputException(InputProblem problem, Object... arguments) {
    super(problem.englishText().formatted(arguments));
    this.problem = problem;
    this.arguments = arguments;
  }

  public InputProblem problem() {
    return problem;
  }

  @Override
  public String[] getCodes() {
    return new String[] {problem.key()};
  }

  @Override
  public Object[] getArguments() {
    return arguments.clone();
  }

  /** The English text, because the command line may have no message for the key. */
  @Override
  public String getDefaultMessage() {
    return String.valueOf(getMessage());
  }
}
