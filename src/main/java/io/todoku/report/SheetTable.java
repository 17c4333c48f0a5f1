package io.todoku.report;

import io.todoku.checklist.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** A table in a sheet. Its first rows wait until they have told how wide the columns are. */
final class SheetTable {

  private static final int FLUSH = 500;

  /** The rows by which the widths are chosen. */
  private static final int SAMPLE = 300;

  private static final int NARROWEST = 9;
  private static final int WIDEST = 60;

  /** What the arrow of the filter covers. */
  private static final int ARROW = 3;

  private static final String HEADER = "E8ECEA";

  private final Worksheet sheet;
  private final SheetCells cells;
  private final Wording wording;
  private final List<String> titles;
  private final int mostRows;
  private final List<List<@Nullable Object>> sample = new ArrayList<>();
  private boolean begun;
  private int row;
  private @Nullable List<@Nullable Object> held;
  private long left;

  SheetTable(
      Worksheet sheet, SheetCells cells, Wording wording, List<String> titles, int mostRows) {
    this.sheet = sheet;
    this.cells = cells;
    this.wording = wording;
    this.titles = titles;
    this.mostRows = mostRows;
  }

  /**
   * @throws UncheckedIOException where it cannot be written
   */
  void add(List<@Nullable Object> next) {
    try {
      if (begun) {
        append(next);
        return;
      }
      sample.add(next);
      if (sample.size() == SAMPLE) {
        begin();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void finish() throws IOException {
    if (!begun) {
      begin();
    }
    if (left > 0) {
      held = Arrays.asList(wording.of("sheet.cut.rows", left + 1));
    }
    if (held != null) {
      cells.write(sheet, ++row, held);
    }
    sheet.setAutoFilter(0, 0, row, titles.size() - 1);
    sheet.finish();
  }

  private void begin() throws IOException {
    begun = true;
    for (int column = 0; column < titles.size(); column++) {
      sheet.width(column, width(column));
      sheet.inlineString(0, column, titles.get(column));
      sheet.style(0, column).bold().fillColor(HEADER).wrapText(true).set();
    }
    sheet.freezePane(0, 1);
    sheet.repeatRows(0);
    sheet.pageOrientation("landscape");
    sheet.fitToWidth((short) 1);
    sheet.fitToHeight((short) 0);
    for (List<@Nullable Object> first : sample) {
      append(first);
    }
    sample.clear();
  }

  /** The last row there is room for is held back: it may have to say that there are more. */
  private void append(List<@Nullable Object> next) throws IOException {
    if (held != null) {
      left++;
      return;
    }
    if (row + 2 >= mostRows) {
      held = next;
      return;
    }
    cells.write(sheet, ++row, next);
    if (row % FLUSH == 0) {
      sheet.flush();
    }
  }

  private int width(int column) {
    int widest = SheetCells.columns(titles.get(column)) + ARROW;
    for (List<@Nullable Object> some : sample) {
      Object cell = column < some.size() ? some.get(column) : null;
      if (cell != null) {
        widest = Math.max(widest, SheetCells.width(cell));
      }
    }
    return Math.clamp(widest + 1, NARROWEST, WIDEST);
  }
}
