package io.todoku.report;

import io.todoku.checklist.Wording;
import io.todoku.locale.InvisibleCharacters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.StyleSetter;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Writes cells by their type: numbers, booleans and times as such, everything else as text,
 * whatever it begins with.
 */
record SheetCells(ZoneId zone, Wording wording) {

  /**
   * A text cell with a background colour.
   *
   * @param colour RGB in hexadecimal
   */
  record ColouredCell(String text, String colour) {}

  /** The longest text that Excel accepts in a cell, in UTF-16 units. */
  static final int MAX_CELL_LENGTH = 32_767;

  /** The first year of Excel's dates. */
  private static final int FIRST_YEAR = 1900;

  private static final int LAST_YEAR = 9999;

  private static final String TIME = "yyyy-mm-dd hh:mm";
  private static final String DAY = "yyyy-mm-dd";
  private static final String TOP = "top";

  /**
   * An underscore that Excel would read as the beginning of an escaped character (ECMA-376,
   * ST_Xstring).
   */
  private static final Pattern XSTRING_ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

  void write(Worksheet sheet, int row, List<@Nullable Object> cells) {
    for (int column = 0; column < cells.size(); column++) {
      Object cell = cells.get(column);
      if (cell != null) {
        write(sheet, row, column, cell);
      }
    }
  }

  private void write(Worksheet sheet, int row, int column, Object cell) {
    StyleSetter style = sheet.style(row, column).verticalAlignment(TOP);
    switch (cell) {
      case Number number -> sheet.value(row, column, number);
      case Boolean truth -> sheet.value(row, column, truth);
      case Instant at when isExcelYear(at.atZone(zone).getYear()) -> {
        sheet.value(row, column, at.atZone(zone).toLocalDateTime());
        style.format(TIME);
      }
      case LocalDate day when isExcelYear(day.getYear()) -> {
        sheet.value(row, column, day);
        style.format(DAY);
      }
      case ColouredCell(String text, String colour) -> {
        text(sheet, row, column, text);
        style.fillColor(colour);
      }
      default -> {
        text(sheet, row, column, cell.toString());
        style.wrapText(true);
      }
    }
    style.set();
  }

  /**
   * Writes text with blanks at its ends as a shared string, because only those keep the blanks;
   * shared strings stay in memory until the workbook is finished.
   */
  private void text(Worksheet sheet, int row, int column, String cell) {
    String text =
        XSTRING_ESCAPE.matcher(truncate(InvisibleCharacters.escape(cell))).replaceAll("_x005F_");
    if (text.equals(text.strip())) {
      sheet.inlineString(row, column, text);
    } else {
      sheet.value(row, column, text);
    }
  }

  /** Cuts a text to what fits, and appends a note on where the whole text is. */
  private String truncate(String text) {
    if (text.length() <= MAX_CELL_LENGTH) {
      return text;
    }
    String sign = " " + wording.of("sheet.cut.cell", text.length());
    int end = MAX_CELL_LENGTH - sign.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + sign;
  }

  private static boolean isExcelYear(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  /** The display width of a cell, in half-width characters. */
  static int width(Object cell) {
    return switch (cell) {
      case Instant _ -> TIME.length();
      case LocalDate _ -> DAY.length();
      case ColouredCell(String text, _) -> displayWidth(text);
      default -> cell.toString().lines().mapToInt(SheetCells::displayWidth).max().orElse(0);
    };
  }

  /** The display width of a line: East Asian wide characters count as two. */
  static int displayWidth(String line) {
    return line.codePoints().map(c -> c >= 0x1100 ? 2 : 1).sum();
  }
}
