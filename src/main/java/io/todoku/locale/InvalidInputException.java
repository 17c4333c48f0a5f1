package io.todoku.locale;

import org.springframework.context.MessageSourceResolvable;

/**
 * An input is refused, because whoever sent it made a mistake. Pages and the API show its text from
 * the message files in the language of the reader; {@link #getMessage} is the English text for
 * files and the command line. Any other {@link IllegalArgumentException} is a bug of Todoku.
 */
public final class InvalidInputException extends IllegalArgumentException
    implements MessageSourceResolvable {

  private static final long serialVersionUID = 1;

  /** Ends the key of a text that does not quote what was entered, because that is empty. */
  private static final String EMPTY = ".empty";

  private final InputProblem problem;
  private final transient Object[] arguments;

  /**
   * @param arguments of the text, in its order
   */
  public InvalidInputException(InputProblem problem, Object... arguments) {
    this(problem.englishText().formatted(arguments), problem, arguments);
  }

  private InvalidInputException(String message, InputProblem problem, Object[] arguments) {
    super(message);
    this.problem = problem;
    this.arguments = arguments;
  }

  /**
   * For input that only the API, a file or the configuration can hold, because their messages are
   * in English.
   */
  public static InvalidInputException withMessage(String message) {
    return new InvalidInputException(message, new EnglishProblem(message), new Object[0]);
  }

  /** Whether the message files have a text for it, and not only {@link #getMessage}. */
  public boolean hasLocalizedText() {
    return !(problem instanceof EnglishProblem);
  }

  public InputProblem problem() {
    return problem;
  }

  @Override
  public String[] getCodes() {
    if (!hasLocalizedText()) {
      return new String[0];
    }
    return isAboutNothing()
        ? new String[] {problem.key() + EMPTY, problem.key()}
        : new String[] {problem.key()};
  }

  /** Whether what was entered, which a text would quote first, is empty. */
  private boolean isAboutNothing() {
    return arguments.length > 0 && arguments[0] instanceof String text && text.isBlank();
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

  private record EnglishProblem(String englishText) implements InputProblem {

    @Override
    public String key() {
      return "";
    }
  }
}
