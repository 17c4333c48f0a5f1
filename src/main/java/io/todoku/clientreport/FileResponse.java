package io.todoku.clientreport;

import io.todoku.report.ReportFormat;
import io.todoku.report.StandaloneDocument;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** A file as an answer; a report's own style is let in where it is only looked at. */
final class FileResponse {

  /** Its logo is inside, and its links lead on. */
  private static final String CONTENT_SECURITY_POLICY =
      "img-src data:; "
          + StandaloneDocument.CONTENT_SECURITY_POLICY
          + " allow-top-navigation-by-user-activation";

  private FileResponse() {}

  static ResponseEntity<byte[]> attachment(byte[] bytes, ReportFormat format, String name) {
    return response(bytes, format, ContentDisposition.attachment(), name);
  }

  static ResponseEntity<byte[]> inline(byte[] bytes, ReportFormat format, String name) {
    return response(bytes, format, ContentDisposition.inline(), name);
  }

  private static ResponseEntity<byte[]> response(
      byte[] bytes, ReportFormat format, ContentDisposition.Builder how, String name) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, format.mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            how.filename(name, StandardCharsets.UTF_8).build().toString())
        .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .body(bytes);
  }
}
