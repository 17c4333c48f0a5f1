package io.todoku.report;

import io.todoku.locale.InputProblem;
import java.util.Locale;

/** Why a report, or a letterhead, cannot be made as requested. */
public enum ReportProblem implements InputProblem {
  ACCOUNTS("name the accounts, or a client that has some"),
  UNSCANNED("none of these accounts was scanned yet: scan one first, then make the report"),
  FORMAT("format must be one of %s, not \"%s\""),
  ZONE("%2$s: there is no time zone \"%1$s\"; give one such as Asia/Tokyo"),
  LONG("at most %,d characters for the note, %,d for whom it goes to"),
  COMPANY("the name has more than %,d characters"),
  LOGO("the logo is neither a PNG nor a JPEG picture"),
  LOGO_SIZE("the logo has %,d bytes; at most %,d are taken"),
  TEXT(
      "%,d characters are too many for a PDF: at most %,d are laid out. Take fewer accounts, or xlsx"
          + " or csv"),
  TIME("the PDF was not laid out within %,d seconds. Take fewer accounts, or xlsx or csv"),
  MANY(
      "%,d findings are too many for a PDF: this process has memory for %,d. Take fewer accounts,"
          + " or xlsx or csv");

  private final String englishText;

  ReportProblem(String englishText) {
    this.englishText = englishText;
  }

  @Override
  public String key() {
    return "handover.wrong." + name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String englishText() {
    return englishText;
  }
}
