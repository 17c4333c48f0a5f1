package io.todoku.history;

import java.util.Locale;

/**
 * What keeps Todoku itself from observing, whichever account it looks at: a failure of nobody's
 * mail, told to operators once.
 *
 * @param subject what tells it from others of the kind: a profile, a service and its Region, a
 *     blocklist, a setting; empty where there is one only
 */
public record SharedCause(SharedCauseKind kind, String subject) {

  private static final int MAX_SUBJECT = 250;

  /** The kinds of shared causes. Their names are stored and part of message keys. */
  public enum SharedCauseKind {
    /** No DNS resolver answers. */
    RESOLVERS,
    /** The network that Todoku is in blocks outgoing connections to port 25. */
    PORT_25,
    /** Todoku's own AWS credentials are missing, expired or not accepted. */
    CREDENTIALS,
    /** AWS STS, by which Todoku logs in to accounts, does not answer. */
    LOGIN,
    /** A service of AWS does not answer in a Region. */
    AWS_SERVICE,
    /** A DNS blocklist refuses the resolver, or lists every address. */
    BLOCKLIST,
    /** A setting of Todoku is missing. */
    SETTING,
    /** Todoku has a bug. */
    BUG;

    /** As it stands in keys of messages: {@code port-25}. */
    String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public SharedCause {
    subject = subject.substring(0, Math.min(subject.length(), MAX_SUBJECT));
  }

  static SharedCause of(SharedCauseKind kind) {
    return new SharedCause(kind, "");
  }

  /** The same in every scan that has it. */
  String id() {
    return subject.isEmpty() ? kind.id() : kind.id() + " " + subject;
  }
}
