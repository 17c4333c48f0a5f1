package io.todoku.notify;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a notice is about. */
public enum NoticeKind {
  /** What passed, or was unknown, fails now. */
  FAILING,
  /** What failed passes now, or its resource is gone. */
  FIXED,
  /** What was known is unknown now. */
  UNKNOWN,
  /** What people know to be unknown is known again, as it was. */
  KNOWN,
  /** Something keeps Todoku itself from observing accounts. */
  OUTAGE,
  /** It does not any more. */
  RECOVERED,
  /** A waiver or an attestation is about to expire. */
  EXPIRING,
  /** A step of a runbook changed its state. */
  RUNBOOK,
  /** A scheduled report was given up. */
  REPORT,
  /** Tickets are to be updated, because waivers began or ended. */
  TICKETS,
  /** The findings of an account are to be updated, because it was scanned. */
  FINDINGS,
  /** A test by a person, sent to that channel only. */
  TEST;

  /** The kinds that a channel can subscribe to. */
  static final List<NoticeKind> SUBSCRIBABLE =
      Arrays.stream(values())
          .filter(kind -> kind != TEST && kind != TICKETS && kind != FINDINGS)
          .toList();

  /** What a channel that keeps tickets is always told. */
  static final List<NoticeKind> OF_TICKETS = List.of(FAILING, FIXED, UNKNOWN, KNOWN);

  /** Its id in JSON, in stored rows and in keys of messages: it must not change. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static NoticeKind of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
