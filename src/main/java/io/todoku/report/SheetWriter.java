package io.todoku.report;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.StyleSetter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Writes tables into sheets, row by row: what is written is held no longer. Text stays text,
 * whatever it begins with.
 */
final class SheetWriter {

  /**
   * A cell that bears a colour beside its word.
   *
   * @param colour RGB in hexadecimal
   */
  record Mark(String text, String colour) {}

  /** What Excel takes in a cell. */
  static final int MAX_CELL = 32_767;

  private static final String CUT = " […]";
  private static final int FLUSH = 500;

  /** The rows by which the widths are chosen. */
  private static final int SAMPLE = 300;

  private static final int NARROWEST = 9;
  private static final int WIDEST = 60;
  private static final String HEADER = "E8ECEA";
  private static final String TIME = "yyyy-mm-dd hh:mm";
  private static final String DAY = "yyyy-mm-dd";

  private final Workbook book;
  private final ZoneId zone;

  SheetWriter(Workbook book, ZoneId zone) {
    this.book = book;
    this.zone = zone;
  }

  /**
   * A table with a header that stays in sight and a filter.
   *
   * @param rows cells: text, numbers, instants, days, {@link Mark}s, null
   */
  void table(String name, List<String> titles, Stream<List<@Nullable Object>> rows)
      throws IOException {
    Worksheet sheet = book.newWorksheet(name);
    Iterator<List<@Nullable Object>> all = rows.iterator();
    List<List<@Nullable Object>> sample = new ArrayList<>();
    while (sample.size() < SAMPLE && all.hasNext()) {
      sample.add(all.next());
    }
    for (int column = 0; column < titles.size(); column++) {
      sheet.width(column, width(titles.get(column), column, sample));
      sheet.inlineString(0, column, titles.get(column));
      sheet.style(0, column).bold().fillColor(HEADER).wrapText(true).set();
    }
    sheet.freezePane(0, 1);
    int row = 0;
    for (List<@Nullable Object> cells : sample) {
      write(sheet, ++row, cells);
    }
    while (all.hasNext() && row < Worksheet.MAX_ROWS - 1) {
      write(sheet, ++row, all.next());
    }
    sheet.setAutoFilter(0, 0, row, titles.size() - 1);
    sheet.finish();
  }

  /** Rows of a name and what belongs to it, without a header. */
  void facts(String name, List<List<@Nullable Object>> rows) throws IOException {
    Worksheet sheet = book.newWorksheet(name);
    sheet.width(0, 28);
    sheet.width(1, WIDEST);
    int row = 0;
    for (List<@Nullable Object> cells : rows) {
      write(sheet, row, cells);
      if (!cells.isEmpty()) {
        sheet.style(row, 0).bold().verticalAlignment("top").set();
      }
      row++;
    }
    sheet.finish();
  }

  private void write(Worksheet sheet, int row, List<@Nullable Object> cells) throws IOException {
    for (int column = 0; column < cells.size(); column++) {
      Object cell = cells.get(column);
      if (cell != null) {
        StyleSetter style = sheet.style(row, column).verticalAlignment("top");
        switch (cell) {
          case Number number -> sheet.value(row, column, number);
          case Boolean truth -> sheet.value(row, column, truth);
          case Instant at -> {
            sheet.value(row, column, at.atZone(zone).toLocalDateTime());
            style.format(TIME);
          }
          case LocalDate day -> {
            sheet.value(row, column, day);
            style.format(DAY);
          }
          case Mark(String text, String colour) -> {
            sheet.inlineString(row, column, text(text));
            style.fillColor(colour);
          }
          default -> {
            sheet.inlineString(row, column, text(cell.toString()));
            style.wrapText(true);
          }
        }
        style.set();
      }
    }
    if (row % FLUSH == 0 && row > 0) {
      sheet.flush();
    }
  }

  static String text(String cell) {
    String shown = Visible.of(cell);
    if (shown.length() <= MAX_CELL) {
      return shown;
    }
    int end = MAX_CELL - CUT.length();
    return shown.substring(0, Character.isHighSurrogate(shown.charAt(end - 1)) ? end - 1 : end)
        + CUT;
  }

  private static int width(String title, int column, List<List<@Nullable Object>> sample) {
    int widest = columns(title) + 3; // the arrow of the filter
    for (List<@Nullable Object> row : sample) {
      Object cell = column < row.size() ? row.get(column) : null;
      if (cell != null) {
        widest = Math.max(widest, width(cell));
      }
    }
    return Math.clamp(widest + 1, NARROWEST, WIDEST);
  }

  private static int width(Object cell) {
    return switch (cell) {
      case Instant _ -> TIME.length();
      case LocalDate _ -> DAY.length();
      case Mark(String text, _) -> columns(text);
      default -> cell.toString().lines().mapToInt(SheetWriter::columns).max().orElse(0);
    };
  }

  /** Characters of East Asia take two. */
  private static int columns(String line) {
    return line.codePoints().map(c -> c >= 0x1100 ? 2 : 1).sum();
  }
}
