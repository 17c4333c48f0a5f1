package io.todoku.notify;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The notifier of each kind of channel, in the order in which the pages offer them. */
@Component("notifiers")
class Notifiers {

  private final Map<String, Notifier> byKind = new LinkedHashMap<>();

  /**
   * @throws IllegalStateException where two have the same kind
   */
  Notifiers(List<Notifier> all) {
    for (Notifier notifier : all) {
      if (byKind.put(notifier.kind(), notifier) != null) {
        throw new IllegalStateException("two notifiers of the kind " + notifier.kind());
      }
    }
  }

  Collection<Notifier> all() {
    return Collections.unmodifiableCollection(byKind.values());
  }

  Optional<Notifier> find(String kind) {
    return Optional.ofNullable(byKind.get(kind));
  }

  /**
   * @throws IllegalStateException where no notifier of this kind exists
   */
  Notifier of(Channel channel) {
    return find(channel.kind)
        .orElseThrow(() ->
            new IllegalStateException(
                "channel %s has the unknown kind %s".formatted(channel.id, channel.kind)));
  }
}
