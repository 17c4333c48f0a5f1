package io.todoku.scan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;

/** A schedule that cannot be taken; the text is in the message files. */
class WrongScheduleException extends IllegalArgumentException implements MessageSourceResolvable {

  private static final long serialVersionUID = 1;
  private static final int SHOWN = 80;

  private final Problem problem;
  private final transient Object[] arguments;

  /** What is wrong with it. */
  enum Problem {
    FORM("\"%s\" is neither like \"every 6h\" nor a cron expression"),
    OFTEN("\"%s\" comes more often than every %s minutes"),
    LONG("\"%s\" is longer than %s days"),
    NEVER("\"%s\" never comes"),
    ZONE("there is no time zone \"%s\""),
    BOTH("name an account or a client, not both"),
    ACCOUNT("there is no account \"%s\""),
    RECORDED("account %s is known from files only; give it an access"),
    CLIENT("no account belongs to client \"%s\"");

    private final String plain;

    Problem(String plain) {
      this.plain = plain;
    }
  }

  WrongScheduleException(Problem problem, Object... arguments) {
    super(problem.plain.formatted(arguments));
    this.problem = problem;
    this.arguments = arguments;
  }

  Problem problem() {
    return problem;
  }

  static String cut(@Nullable String text) {
    String words = String.valueOf(text).replaceAll("\\p{Cntrl}", "?");
    return words.length() > SHOWN ? words.substring(0, SHOWN) + "…" : words;
  }

  @Override
  public String[] getCodes() {
    return new String[] {"schedule.wrong." + problem.name().toLowerCase(Locale.ROOT)};
  }

  @Override
  public Object[] getArguments() {
    return arguments.clone();
  }

  @Override
  public @Nullable String getDefaultMessage() {
    return getMessage();
  }
}
