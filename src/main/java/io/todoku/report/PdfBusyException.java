package io.todoku.report;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** So many PDFs are being made that another one has to wait; the answer to a request is 503. */
public final class PdfBusyException extends ErrorResponseException {

  private static final long serialVersionUID = 1;

  private static final int RETRY_AFTER_SECONDS = 15;

  PdfBusyException() {
    super(
        HttpStatus.SERVICE_UNAVAILABLE,
        ProblemDetail.forStatusAndDetail(
            HttpStatus.SERVICE_UNAVAILABLE,
            "other PDFs are being made: try again in " + RETRY_AFTER_SECONDS + " seconds"),
        null);
    getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER_SECONDS));
  }
}
