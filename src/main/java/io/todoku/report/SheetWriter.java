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

/** Writes tables into sheets, row by row: what is written is held no longer. */
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
   * @param mostRows that a sheet holds, its header included
   */
  SheetWriter(Workbook book, ZoneId zone, Wording wording, int mostRows) {
    this.book = book;
    this.cells = new SheetCells(zone, wording);
    this.wording = wording;
    this.maxRows = mostRows;
  }

  /**
   * A table with a header that stays in sight and a filter. Rows that a sheet has no room for are
   * counted in its last one.
   *
   * @param rows cells: text, numbers, truths, instants, days, {@link SheetCells.Mark}s, null
   */
  void table(String name, List<String> titles, Stream<List<@Nullable Object>> rows)
      throws IOException {
    SheetTable table = new SheetTable(book.newWorksheet(name), cells, wording, titles, maxRows);
    try {
      // pushed, not pulled: an iterator over nested streams would hold a whole part at once
      rows.forEachOrdered(table::add);
    } catch (UncheckedIOException broken) {
      throw broken.getCause();
    }
    table.finish();
  }

  /** Rows of a name and what belongs to it, without a header. */
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
