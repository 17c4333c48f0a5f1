package io.todoku.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A workbook, parsed from its ZIP and XML independently of the writer. */
record ParsedWorkbook(Map<String, String> entries) {

  /**
   * @param type {@code n} a number, {@code b} a truth, {@code inlineStr} or {@code s} a text
   * @param style its number among the styles
   */
  record WorkbookCell(String type, String value, int style) {}

  static ParsedWorkbook of(byte[] bytes, Path folder) throws IOException {
    Path file = Files.write(folder.resolve("read.xlsx"), bytes);
    Map<String, String> entries = new HashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().map(e -> (ZipEntry) e).toList()) {
        entries.put(
            entry.getName(),
            new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return new ParsedWorkbook(entries);
  }

  Document xml(String entry) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(entries.get(entry).getBytes(StandardCharsets.UTF_8)));
  }

  List<String> names() throws Exception {
    return all(xml("xl/workbook.xml"), "sheet").stream().map(s -> s.getAttribute("name")).toList();
  }

  Document sheet(String name) throws Exception {
    return xml("xl/worksheets/sheet" + (names().indexOf(name) + 1) + ".xml");
  }

  /** The rows of a sheet, with cells by the letter of their column. */
  List<Map<String, WorkbookCell>> rows(String name) throws Exception {
    List<Element> shared = all(xml("xl/sharedStrings.xml"), "si");
    List<Map<String, WorkbookCell>> rows = new ArrayList<>();
    for (Element row : all(sheet(name), "row")) {
      Map<String, WorkbookCell> cells = new HashMap<>();
      for (Element cell : all(row, "c")) {
        String type = cell.getAttribute("t").isEmpty() ? "n" : cell.getAttribute("t");
        String text = cell.getTextContent();
        cells.put(
            cell.getAttribute("r").replaceAll("\\d", ""),
            new WorkbookCell(
                type,
                type.equals("s") ? shared.get(Integer.parseInt(text)).getTextContent() : text,
                Integer.parseInt("0" + cell.getAttribute("s"))));
      }
      rows.add(cells);
    }
    return rows;
  }

  /** The RGB colour of a style's fill; empty without one. */
  String colour(int style) throws Exception {
    Element xf = all(all(xml("xl/styles.xml"), "cellXfs").getFirst(), "xf").get(style);
    Element fill =
        all(xml("xl/styles.xml"), "fill").get(Integer.parseInt(xf.getAttribute("fillId")));
    List<Element> colours = all(fill, "fgColor");
    return colours.isEmpty() ? "" : colours.getFirst().getAttribute("rgb");
  }

  /** The number format of a style; empty for the general format. */
  String format(int style) throws Exception {
    Element xf = all(all(xml("xl/styles.xml"), "cellXfs").getFirst(), "xf").get(style);
    return all(xml("xl/styles.xml"), "numFmt").stream()
        .filter(f -> f.getAttribute("numFmtId").equals(xf.getAttribute("numFmtId")))
        .map(f -> f.getAttribute("formatCode"))
        .findFirst()
        .orElse("");
  }

  static List<Element> all(Document in, String tag) {
    return list(in.getElementsByTagName(tag));
  }

  static List<Element> all(Element in, String tag) {
    return list(in.getElementsByTagName(tag));
  }

  private static List<Element> list(NodeList nodes) {
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      all.add((Element) nodes.item(i));
    }
    return all;
  }
}
