package io.todoku.report;

import io.todoku.checklist.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table into a sheet. It holds the first rows back, because the widths of the columns are
 * computed from them.
 */
final class SheetTable {

  private static final int FLUSH_INTERVAL = 500;

  /** The number of rows from which the column widths are computed. */
  private static final int SAMPLE_SIZE = 300;

  private static final int MIN_WIDTH = 9;
  private static final int MAX_WIDTH = 60;

  /** The width that the filter's arrow covers, in characters. */
  private static final int FILTER_ARROW_WIDTH = 3;

  private static final String HEADER_COLOUR = "E8ECEA";

  private final Worksheet sheet;
  private final SheetCells cells;
  private final Wording wording;
  private final List<String> titles;
  private final int maxRows;
  private final List<List<@Nullable Object>> sample = new ArrayList<>();
  private boolean headerWritten;
  private int row;
  private @Nullable List<@Nullable Object> heldBackRow;
  private long omittedRows;

  SheetTable(
      Worksheet sheet, SheetCells cells, Wording wording, List<String> titles, int mostRows) {
    this.sheet = sheet;
    this.cells = cells;
    this.wording = wording;
    this.titles = titles;
    this.maxRows = mostRows;
  }

  /**
   * @throws UncheckedIOException where it cannot be written
   */
  void add(List<@Nullable Object> next) {
    try {
      if (headerWritten) {
        append(next);
        return;
      }
      sample.add(next);
      if (sample.size() == SAMPLE_SIZE) {
        writeHeaderAndSample();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void finish() throws IOException {
    if (!headerWritten) {
      writeHeaderAndSample();
    }
    if (omittedRows > 0) {
      heldBackRow = Arrays.asList(wording.of("sheet.cut.rows", omittedRows + 1));
    }
    if (heldBackRow != null) {
      cells.write(sheet, ++row, heldBackRow);
    }
    sheet.setAutoFilter(0, 0, row, titles.size() - 1);
    sheet.finish();
  }

  private void writeHeaderAndSample() throws IOException {
    headerWritten = true;
    for (int column = 0; column < titles.size(); column++) {
      sheet.width(column, width(column));
      sheet.inlineString(0, column, titles.get(column));
      sheet.style(0, column).bold().fillColor(HEADER_COLOUR).wrapText(true).set();
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

  /**
   * Writes a row, but holds the last one that fits back, because a count of omitted rows may have
   * to take its place.
   */
  private void append(List<@Nullable Object> next) throws IOException {
    if (heldBackRow != null) {
      omittedRows++;
      return;
    }
    if (row + 2 >= maxRows) {
      heldBackRow = next;
      return;
    }
    cells.write(sheet, ++row, next);
    if (row % FLUSH_INTERVAL == 0) {
      sheet.flush();
    }
  }

  private int width(int column) {
    int widest = SheetCells.displayWidth(titles.get(column)) + FILTER_ARROW_WIDTH;
    for (List<@Nullable Object> some : sample) {
      Object cell = column < some.size() ? some.get(column) : null;
      if (cell != null) {
        widest = Math.max(widest, SheetCells.width(cell));
      }
    }
    return Math.clamp(widest + 1, MIN_WIDTH, MAX_WIDTH);
  }
}
