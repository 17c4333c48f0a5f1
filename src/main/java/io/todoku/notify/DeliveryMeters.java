package io.todoku.notify;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.todoku.concurrent.RefreshedValue;
import io.todoku.notify.OutboxMessage.DeliveryState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The metrics of deliveries: those that ended on this node, and those that wait on any. */
@Component
class DeliveryMeters {

  private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(15);

  private final MeterRegistry registry;

  DeliveryMeters(MeterRegistry registry, OutboxRepository messages, List<Notifier> notifiers) {
    this.registry = registry;
    RefreshedValue<Double> waiting =
        new RefreshedValue<>(
            "The number of waiting messages",
            REFRESH_INTERVAL,
            Double.NaN,
            () -> (double) messages.countByState(DeliveryState.WAITING));
    Gauge.builder("todoku.deliveries.waiting", waiting, RefreshedValue::get)
        .description("Messages that are to be sent now or at the next attempt, over all nodes")
        .strongReference(true)
        .register(registry);
    // from the start, because the increase of a counter is seen only from its second value on
    notifiers.forEach(notifier ->
        EnumSet.allOf(DeliveryResult.class).forEach(result -> counter(notifier.kind(), result)));
  }

  /** How an attempt ended. */
  enum DeliveryResult {
    DELIVERED,
    /** It is tried again. */
    RETRIED,
    GIVEN_UP
  }

  void count(Channel channel, DeliveryResult result) {
    counter(channel.kind, result).increment();
  }

  private Counter counter(String kind, DeliveryResult result) {
    return registry.counter(
        "todoku.deliveries", "kind", kind, "result", result.name().toLowerCase(Locale.ROOT));
  }
}
