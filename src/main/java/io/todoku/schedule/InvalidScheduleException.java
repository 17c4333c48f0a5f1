package io.todoku.schedule;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;

/** An invalid schedule; its text is in the message files. */
class InvalidScheduleException extends IllegalArgumentException implements MessageSourceResolvable {

  private static final long serialVersionUID = 1;
  private static final int MAX_SHOWN = 80;

  private final ScheduleProblem problem;
  private final transient Object[] arguments;

  /** What is wrong. */
  enum ScheduleProblem {
    FORM("\"%s\" is neither like \"every 6h\" nor a cron expression"),
    OFTEN("\"%s\" comes more often than every %s minutes"),
    LONG("\"%s\" is longer than %s days"),
    NEVER("\"%s\" never comes"),
    ZONE("there is no time zone \"%s\""),
    BOTH("name an account or a client, not both"),
    ACCOUNT("there is no account \"%s\""),
    RECORDED("account %s is known from files only; give it an access"),
    CLIENT("no account belongs to client \"%s\"");

    private final String englishText;

    ScheduleProblem(String plain) {
      this.englishText = plain;
    }
  }

  InvalidScheduleException(ScheduleProblem problem, Object... arguments) {
    super(problem.englishText.formatted(arguments));
    this.problem = problem;
    this.arguments = arguments;
  }

  ScheduleProblem problem() {
    return problem;
  }

  static String truncate(@Nullable String text) {
    String words = String.valueOf(text).replaceAll("\\p{Cntrl}", "?");
    return words.length() > MAX_SHOWN ? words.substring(0, MAX_SHOWN) + "…" : words;
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
