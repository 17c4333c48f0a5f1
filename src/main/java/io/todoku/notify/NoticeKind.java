package io.todoku.notify;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a notice is about. */
public enum NoticeKind {
  /** What was right, or not known, is wrong now. */
  FAILING,
  /** What was wrong is right, or gone. */
  FIXED,
  /** What was known cannot be known any more. */
  UNKNOWN,
  /** A waiver or a person's word is about to end. */
  EXPIRING,
  /** A step of a migration moved. */
  RUNBOOK,
  /** Somebody tries a channel; only that channel gets it. */
  TEST;

  /** All that a channel may ask for. */
  static final List<NoticeKind> SUBSCRIBABLE =
      Arrays.stream(values()).filter(kind -> kind != TEST).toList();

  /** Its id in JSON, in stored rows and in keys of messages: it must not change. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static NoticeKind of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
