package io.todoku.rule;

import java.util.Locale;
import java.util.Map;

/**
 * The value of the tag {@code todoku:mail} of an address, an interface or an instance: whether it
 * sends mail and whether it receives mail.
 */
enum MailTag {
  /** It sends mail and receives none. */
  SENDS,
  /** It receives mail and sends none. */
  RECEIVES,
  /** It sends and receives mail; also written {@code yes}. */
  BOTH,
  /** It neither sends nor receives mail; also written {@code no}. */
  NEITHER,
  /** There is no such tag, or it is empty. */
  ABSENT,
  /** A value that is none of these, in any case. */
  UNCLEAR;

  static final String KEY = "todoku:mail";

  static MailTag of(Map<String, String> tags) {
    return switch (valueOf(tags).toLowerCase(Locale.ROOT)) {
      case "sends" -> SENDS;
      case "receives" -> RECEIVES;
      case "both", "yes" -> BOTH;
      case "none", "no" -> NEITHER;
      case "" -> ABSENT;
      default -> UNCLEAR;
    };
  }

  /** The value as written, without blanks around it; empty where there is none. */
  static String valueOf(Map<String, String> tags) {
    return tags.getOrDefault(KEY, "").strip();
  }

  boolean declaresSending() {
    return this == SENDS || this == BOTH;
  }

  boolean declaresNoSending() {
    return this == RECEIVES || this == NEITHER;
  }

  boolean declaresReceiving() {
    return this == RECEIVES || this == BOTH;
  }

  boolean declaresNoReceiving() {
    return this == SENDS || this == NEITHER;
  }
}
