package io.todoku.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;

/** Thrown for an invalid request for a report or a letterhead; its text is in the message files. */
public class InvalidReportException extends IllegalArgumentException
    implements MessageSourceResolvable {

  private static final long serialVersionUID = 1;

  private final ReportProblem problem;
  private final transient Object[] arguments;

  /** The kinds of invalid requests. */
  public enum ReportProblem {
    ACCOUNTS("name the accounts, or a client that has some"),
    UNSCANNED("none of these accounts was scanned yet: scan one first, then make the report"),
    FORMAT("format must be one of %s, not \"%s\""),
    ZONE("%2$s: there is no time zone \"%1$s\", give one such as Asia/Tokyo"),
    LONG("at most %,d characters for the note, %,d for whom it goes to"),
    COMPANY("the name has more than %,d characters"),
    LOGO("the logo is neither a PNG nor a JPEG picture"),
    LOGO_SIZE("the logo has %,d bytes; at most %,d are taken"),
    MANY(
        "%,d findings are too many for a PDF: this process has memory for %,d. Take fewer accounts,"
            + " or xlsx or csv");

    private final String englishText;

    ReportProblem(String plain) {
      this.englishText = plain;
    }
  }

  public InvalidReportException(ReportProblem problem, Object... arguments) {
    super(problem.englishText.formatted(arguments));
    this.problem = problem;
    this.arguments = arguments;
  }

  public ReportProblem problem() {
    return problem;
  }

  @Override
  public String[] getCodes() {
    return new String[] {"handover.wrong." + problem.name().toLowerCase(Locale.ROOT)};
  }

  @Override
  public Object[] getArguments() {
    return arguments.clone();
  }

  /** The English text for the command line, which does not resolve message keys. */
  @Override
  public @Nullable String getDefaultMessage() {
    return getMessage();
  }
}
