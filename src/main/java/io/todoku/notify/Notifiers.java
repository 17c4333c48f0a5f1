package io.todoku.notify;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Which carrier goes which way. */
@Component("notifiers")
class Notifiers {

  private final Map<ChannelKind, Notifier> byKind = new EnumMap<>(ChannelKind.class);

  Notifiers(List<Notifier> all) {
    all.forEach(carrier -> byKind.put(carrier.kind(), carrier));
  }

  Notifier of(ChannelKind kind) {
    return Objects.requireNonNull(byKind.get(kind));
  }
}
