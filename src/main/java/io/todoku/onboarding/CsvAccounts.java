package io.todoku.onboarding;

import io.todoku.onboarding.CsvProblem.CsvProblemKind;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The accounts of a CSV file, or of cells copied from a spreadsheet (RFC 4180, with commas,
 * semicolons or tabs). The first line names the columns; without one they are in the order of
 * {@link CsvColumn}.
 *
 * @param problems that keep the whole file out, such as a column that is not known
 */
record CsvAccounts(List<CsvLine> lines, List<CsvProblem> problems) {

  static final int MAX_LINES = 2000;
  static final int MAX_CHARACTERS = 1_000_000;

  /**
   * A line with text.
   *
   * @param number of the line that it begins in, from 1
   */
  private record NumberedRecord(long number, CSVRecord cells) {

    /** A cell in quotation marks can hold line ends. */
    static NumberedRecord of(CSVRecord cells, long lastLine) {
      long within =
          Stream.of(cells.values())
              .mapToLong(cell -> cell.chars().filter(c -> c == '\n').count())
              .sum();
      return new NumberedRecord(lastLine - within, cells);
    }
  }

  static CsvAccounts parse(String text) {
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (content.length() > MAX_CHARACTERS) {
      return refused(CsvProblemKind.LARGE, String.valueOf(MAX_CHARACTERS));
    }
    List<NumberedRecord> records = new ArrayList<>();
    long line = 1;
    try (CSVParser parser =
        CSVParser.parse(
            new StringReader(content),
            CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter(content))
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get())) {
      for (CSVRecord record : parser) {
        if (Stream.of(record.values()).anyMatch(cell -> !cell.isBlank())) {
          records.add(NumberedRecord.of(record, parser.getCurrentLineNumber()));
        }
        line = parser.getCurrentLineNumber() + 1;
        if (records.size() > MAX_LINES + 1) {
          return refused(CsvProblemKind.MANY_LINES, String.valueOf(MAX_LINES));
        }
      }
    } catch (IOException | UncheckedIOException broken) {
      return refused(CsvProblemKind.QUOTES, String.valueOf(line));
    }
    return records.isEmpty() ? refused(CsvProblemKind.EMPTY, "") : read(records);
  }

  private static CsvAccounts read(List<NumberedRecord> records) {
    CSVRecord first = records.getFirst().cells();
    boolean titled = !CsvLine.looksLikeId(first.get(0));
    List<CsvProblem> problems = new ArrayList<>();
    Map<CsvColumn, Integer> columns = titled ? columns(first, problems) : CsvColumn.inOrder();
    if (!problems.isEmpty()) {
      return new CsvAccounts(List.of(), problems);
    }
    List<NumberedRecord> content = titled ? records.subList(1, records.size()) : records;
    if (content.isEmpty()) {
      return refused(CsvProblemKind.EMPTY, "");
    }
    int width = titled ? first.size() : CsvColumn.values().length;
    Map<String, Long> numbers = new HashMap<>();
    List<CsvLine> lines = new ArrayList<>();
    for (NumberedRecord record : content) {
      CsvLine line =
          CsvLine.of(
              record.number(), cells(record.cells(), columns), record.cells().size() > width);
      Long earlier = numbers.putIfAbsent(line.id(), line.number());
      lines.add(
          earlier == null || line.id().isEmpty()
              ? line
              : line.with(new CsvProblem(CsvProblemKind.TWICE, String.valueOf(earlier))));
    }
    return new CsvAccounts(lines, List.of());
  }

  private static Map<CsvColumn, Integer> columns(CSVRecord titles, List<CsvProblem> problems) {
    Map<CsvColumn, Integer> columns = new HashMap<>();
    for (int i = 0; i < titles.size(); i++) {
      String title = titles.get(i);
      if (title.isBlank()) {
        continue;
      }
      CsvColumn column = CsvColumn.named(title).orElse(null);
      if (column == null) {
        problems.add(new CsvProblem(CsvProblemKind.UNKNOWN_COLUMN, CsvLine.abbreviate(title)));
      } else if (columns.putIfAbsent(column, i) != null) {
        problems.add(new CsvProblem(CsvProblemKind.COLUMN_TWICE, CsvLine.abbreviate(title)));
      }
    }
    if (!columns.containsKey(CsvColumn.ID)) {
      problems.add(new CsvProblem(CsvProblemKind.NO_ID_COLUMN, ""));
    }
    return columns;
  }

  private static Map<CsvColumn, String> cells(CSVRecord record, Map<CsvColumn, Integer> columns) {
    Map<CsvColumn, String> cells = new HashMap<>();
    columns.forEach((column, index) ->
        cells.put(column, index < record.size() ? record.get(index).strip() : ""));
    return cells;
  }

  /** The one that the first line has most of. */
  private static String delimiter(String content) {
    String first = content.stripLeading().lines().findFirst().orElse("");
    return Stream.of(",", ";", "\t")
        .max((a, b) -> Integer.compare(count(first, a), count(first, b)))
        .filter(best -> count(first, best) > 0)
        .orElse(",");
  }

  private static int count(String text, String what) {
    return text.length() - text.replace(what, "").length();
  }

  private static CsvAccounts refused(CsvProblemKind kind, String detail) {
    return new CsvAccounts(List.of(), List.of(new CsvProblem(kind, detail)));
  }

  /** Whether every line can be added. */
  public boolean isValid() {
    return problems.isEmpty() && lines.stream().allMatch(line -> line.problems().isEmpty());
  }

  /** How many lines cannot be added. */
  public long wrongLines() {
    return lines.stream().filter(line -> !line.problems().isEmpty()).count();
  }
}
