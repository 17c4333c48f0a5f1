package io.todoku.notify;

import java.util.Locale;

/** By what a channel reaches its receiver. */
enum ChannelKind {
  EMAIL,
  /** What Slack calls an incoming webhook; Mattermost and others take the same. */
  SLACK,
  /** Our own JSON, signed. */
  WEBHOOK,
  SNS;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ChannelKind of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  boolean isWeb() {
    return this == SLACK || this == WEBHOOK;
  }
}
