package io.todoku.notify;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of a channel beside its target. Its texts are those of {@link #textKeys}.
 *
 * @param name in forms, in JSON and in the database: it must not change. The audit log leaves the
 *     value out where the name has "token" or "secret" in it.
 * @param secret whether a stored value is never shown again
 * @param error gives the key of the message that tells why a value cannot be used; null where it
 *     can
 */
record ChannelField(
    String name, boolean required, boolean secret, Function<String, @Nullable String> error) {

  static ChannelField required(String name, Function<String, @Nullable String> error) {
    return new ChannelField(name, true, false, error);
  }

  static ChannelField optional(String name, Function<String, @Nullable String> error) {
    return new ChannelField(name, false, false, error);
  }

  static ChannelField secret(String name) {
    return new ChannelField(name, true, true, _ -> null);
  }

  /** Accepts what the pattern matches as a whole. */
  static Function<String, @Nullable String> matching(String pattern, String errorKey) {
    return value -> value.matches(pattern) ? null : errorKey;
  }

  List<String> textKeys(String kind) {
    return List.of(labelKey(kind), hintKey(kind));
  }

  String labelKey(String kind) {
    return "channel.field." + kind + "." + name;
  }

  String hintKey(String kind) {
    return labelKey(kind) + ".hint";
  }
}
