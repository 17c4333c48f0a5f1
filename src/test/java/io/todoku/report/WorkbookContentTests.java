package io.todoku.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.locale.InvisibleCharacters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A workbook is read back and compared with the checklist that it was made from. */
class WorkbookContentTests extends ReportContentFixture {

  @Test
  void aWorkbookHasEveryFindingOnceWithTypedCells() throws Exception {
    Checklist list = list();
    Path file =
        Files.write(
            dir.resolve("report.xlsx"), reports.render(report(list, "ja"), ReportFormat.XLSX));
    try (ZipFile book = new ZipFile(file.toFile())) {
      Document sheet = xml(book, "xl/worksheets/sheet2.xml");
      List<Element> rows = elements(sheet, "row");
      List<ItemView> items = items(list, "ja");
      assertThat(rows).hasSize(items.size() + 1);
      for (int i = 0; i < items.size(); i++) {
        assertThat(cell(rows.get(i + 1), "K"))
            .isEqualTo(InvisibleCharacters.escape(items.get(i).summary()));
        assertThat(cell(rows.get(i + 1), "Q")).isEqualTo(items.get(i).rule());
        if (items.get(i).cause() != null) {
          assertThat(cell(rows.get(i + 1), "R")).isEqualTo(items.get(i).cause());
        }
        assertThat(element(rows.get(i + 1), "P").getAttribute("t"))
            .as("a time is a number")
            .isIn("", "n");
      }
      assertThat(elements(sheet, "pane").getFirst().getAttribute("state")).isEqualTo("frozen");
      assertThat(elements(sheet, "autoFilter").getFirst().getAttribute("ref"))
          .isEqualTo("A1:R" + rows.size());
      assertThat(elements(sheet, "f")).as("no formula").isEmpty();
      assertThat(elements(sheet, "col").getFirst().getAttribute("width"))
          .satisfies(width -> assertThat(Double.parseDouble(width)).isBetween(9.0, 61.0));
      assertThat(sheet.getDocumentElement().getTextContent())
          .contains("=cmd|", "<script>alert(1)</script>", "[U+202E]", "[U+D800]");
      assertThat(elements(xml(book, "xl/worksheets/sheet4.xml"), "row")).hasSize(2);
    }
  }

  private static Document xml(ZipFile book, String entry) throws Exception {
    try (var in = book.getInputStream(book.getEntry(entry))) {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
    }
  }

  private static Element element(Element row, String column) {
    NodeList cells = row.getElementsByTagName("c");
    for (int i = 0; i < cells.getLength(); i++) {
      Element cell = (Element) cells.item(i);
      if (cell.getAttribute("r").replaceAll("\\d", "").equals(column)) {
        return cell;
      }
    }
    throw new AssertionError("no column " + column);
  }

  private static String cell(Element row, String column) {
    return element(row, column).getTextContent();
  }
}
