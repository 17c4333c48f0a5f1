package io.todoku.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Removes the times of writing from a workbook, so that the same report gives the same bytes. */
final class ReproducibleWorkbook {

  /** The earliest time that a ZIP entry can have. */
  private static final LocalDateTime ZIP_EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final String PROPERTIES = "docProps/core.xml";
  private static final String CREATED_ELEMENT = "<dcterms:created[^>]*>[^<]*</dcterms:created>";

  private ReproducibleWorkbook() {}

  static void copyWithoutTimes(Path file, OutputStream out) throws IOException {
    ZipOutputStream copy = new ZipOutputStream(out);
    try (ZipFile book = new ZipFile(file.toFile())) {
      for (ZipEntry entry : book.stream().map(e -> (ZipEntry) e).toList()) {
        ZipEntry plain = new ZipEntry(entry.getName());
        plain.setTimeLocal(ZIP_EPOCH);
        copy.putNextEntry(plain);
        try (InputStream in = book.getInputStream(entry)) {
          if (entry.getName().equals(PROPERTIES)) {
            String xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            copy.write(xml.replaceAll(CREATED_ELEMENT, "").getBytes(StandardCharsets.UTF_8));
          } else {
            in.transferTo(copy);
          }
        }
        copy.closeEntry();
      }
    }
    copy.finish();
  }
}
