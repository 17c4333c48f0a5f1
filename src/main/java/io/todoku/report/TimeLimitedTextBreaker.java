package io.todoku.report;

import com.openhtmltopdf.extend.FSTextBreaker;
import io.todoku.locale.InvalidInputException;
import java.time.Duration;

/**
 * Ends a layout that takes too long, because the layout asks it about each text and listens to no
 * interruption of its thread.
 */
final class TimeLimitedTextBreaker implements FSTextBreaker {

  private final FSTextBreaker breaker;
  private final Duration limit;
  private final long start = System.nanoTime();

  TimeLimitedTextBreaker(FSTextBreaker breaker, Duration limit) {
    this.breaker = breaker;
    this.limit = limit;
  }

  @Override
  public int next() {
    return breaker.next();
  }

  /**
   * @throws InvalidInputException where the time is over
   */
  @Override
  public void setText(String text) {
    if (System.nanoTime() - start > limit.toNanos()) {
      throw new InvalidInputException(ReportProblem.TIME, limit.toSeconds());
    }
    breaker.setText(text);
  }
}
