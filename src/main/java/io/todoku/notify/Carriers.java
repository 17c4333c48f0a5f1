package io.todoku.notify;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Which carrier goes which way. */
@Component("notifyCarriers")
class Carriers {

  private final Map<ChannelKind, Carrier> byKind = new EnumMap<>(ChannelKind.class);

  Carriers(List<Carrier> all) {
    all.forEach(carrier -> byKind.put(carrier.kind(), carrier));
  }

  Carrier of(ChannelKind kind) {
    return Objects.requireNonNull(byKind.get(kind));
  }
}
