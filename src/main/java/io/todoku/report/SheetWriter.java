package io.todoku.report;

import io.todoku.checklist.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Writes tables into sheets row by row, without keeping written rows in memory. */
final class SheetWriter {

  private static final int NAME_WIDTH = 28;
  private static final int VALUE_WIDTH = 60;

  private final Workbook book;
  private final SheetCells cells;
  private final Wording wording;
  private final int maxRows;

  SheetWriter(Workbook book, ZoneId zone, Wording wording) {
    this(book, zone, wording, Worksheet.MAX_ROWS);
  }

  /**
   * @param mostRows the most rows that a sheet holds, its header included
   */
  SheetWriter(Workbook book, ZoneId zone, Wording wording, int mostRows) {
    this.book = book;
    this.cells = new SheetCells(zone, wording);
    this.wording = wording;
    this.maxRows = mostRows;
  }

  /**
   * Writes a table with a fixed header and a filter. The last row counts the rows that did not fit.
   *
   * @param rows cells: text, numbers, booleans, instants, dates, {@link SheetCells.ColouredCell}s,
   *     null
   */
  void table(String name, List<String> titles, Stream<List<@Nullable Object>> rows)
      throws IOException {
    SheetTable table = new SheetTable(book.newWorksheet(name), cells, wording, titles, maxRows);
    try {
      // not an iterator: over nested streams it would hold all rows of an account in memory
      rows.forEachOrdered(table::add);
    } catch (UncheckedIOException broken) {
      throw broken.getCause();
    }
    table.finish();
  }

  /** Writes rows of a name and its values, without a header. */
  void keyValues(String name, List<List<@Nullable Object>> rows) throws IOException {
    Worksheet sheet = book.newWorksheet(name);
    sheet.width(0, NAME_WIDTH);
    sheet.width(1, VALUE_WIDTH);
    sheet.fitToWidth((short) 1);
    sheet.fitToHeight((short) 0);
    int row = 0;
    for (List<@Nullable Object> facts : rows) {
      cells.write(sheet, row, facts);
      if (!facts.isEmpty()) {
        sheet.style(row, 0).bold().verticalAlignment("top").wrapText(true).set();
      }
      row++;
    }
    sheet.finish();
  }
}
