package io.todoku.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarrierThreadsTests {

  private final String before = System.getProperty(CarrierThreads.PROPERTY);

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(CarrierThreads.PROPERTY);
    } else {
      System.setProperty(CarrierThreads.PROPERTY, before);
    }
  }

  @Test
  void parallelismIsRaisedToAtLeast64() {
    System.clearProperty(CarrierThreads.PROPERTY);

    CarrierThreads.raiseParallelism();

    assertThat(Integer.getInteger(CarrierThreads.PROPERTY))
        .isGreaterThanOrEqualTo(64)
        .isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void aParallelismSetByTheUserIsKept() {
    System.setProperty(CarrierThreads.PROPERTY, "3");

    CarrierThreads.raiseParallelism();

    assertThat(System.getProperty(CarrierThreads.PROPERTY)).isEqualTo("3");
  }
}
