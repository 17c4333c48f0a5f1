package io.todoku.clientreport;

import io.todoku.report.Report;
import io.todoku.report.ReportFormat;
import io.todoku.report.StandaloneDocument;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Answers with the file of a report; its content security policy allows the report's own style. */
final class FileResponse {

  /** Allows the embedded logo, and links that leave the sandbox when a reader follows them. */
  private static final String CONTENT_SECURITY_POLICY =
      "img-src data:; "
          + StandaloneDocument.CONTENT_SECURITY_POLICY
          + " allow-top-navigation-by-user-activation";

  private FileResponse() {}

  /** A report that is made now, to be saved. */
  static ResponseEntity<byte[]> attachment(Report report, ReportFormat format, byte[] file) {
    return response(
        file, format, ContentDisposition.attachment(), ReportFileName.of(report, format));
  }

  /** A report that was sent, to be saved under the name that it had then. */
  static ResponseEntity<byte[]> attachment(SentReport report, byte[] file) {
    return response(
        file, ReportFormat.of(report.format), ContentDisposition.attachment(), report.fileName);
  }

  /** A report to look at in the browser. */
  static ResponseEntity<byte[]> inline(Report report, ReportFormat format, byte[] file) {
    return response(file, format, ContentDisposition.inline(), ReportFileName.of(report, format));
  }

  private static ResponseEntity<byte[]> response(
      byte[] file, ReportFormat format, ContentDisposition.Builder disposition, String name) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, format.mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            disposition.filename(name, StandardCharsets.UTF_8).build().toString())
        .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .body(file);
  }
}
