package io.todoku.notify;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.todoku.concurrent.RefreshedValue;
import io.todoku.notify.OutboxMessage.DeliveryState;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The metrics of deliveries: those that ended on this node, and those that wait on any. */
@Component
class DeliveryMeters {

  private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(15);

  private final MeterRegistry registry;

  DeliveryMeters(MeterRegistry registry, OutboxRepository messages) {
    this.registry = registry;
    RefreshedValue<Double> waiting =
        new RefreshedValue<>(
            REFRESH_INTERVAL,
            Double.NaN,
            () -> (double) messages.countByState(DeliveryState.WAITING));
    Gauge.builder("todoku.deliveries.waiting", waiting, RefreshedValue::get)
        .description("Messages that are to be sent now or at the next attempt, over all nodes")
        .strongReference(true)
        .register(registry);
  }

  /** How an attempt ended. */
  enum DeliveryResult {
    DELIVERED,
    /** It is tried again. */
    RETRIED,
    GIVEN_UP
  }

  void count(Channel channel, DeliveryResult result) {
    registry
        .counter(
            "todoku.deliveries",
            "kind",
            channel.kind,
            "result",
            result.name().toLowerCase(Locale.ROOT))
        .increment();
  }
}
