package io.todoku.installation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** Exports whether the installation is quiet, because a quiet one that should work is an outage. */
@Component
class QuietMeters implements MeterBinder {

  private final QuietState state;

  QuietMeters(QuietState state) {
    this.state = state;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("todoku.quiet", () -> state.isQuiet() ? 1 : 0)
        .description("1 if this installation is quiet")
        .register(registry);
  }
}
