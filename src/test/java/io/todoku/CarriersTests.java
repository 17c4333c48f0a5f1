package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarriersTests {

  private final String before = System.getProperty(Carriers.PROPERTY);

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(Carriers.PROPERTY);
    } else {
      System.setProperty(Carriers.PROPERTY, before);
    }
  }

  @Test
  void thereAreMoreThanCores() {
    System.clearProperty(Carriers.PROPERTY);

    Carriers.provide();

    assertThat(Integer.getInteger(Carriers.PROPERTY))
        .isGreaterThanOrEqualTo(64)
        .isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void whatSomebodyHasSetStays() {
    System.setProperty(Carriers.PROPERTY, "3");

    Carriers.provide();

    assertThat(System.getProperty(Carriers.PROPERTY)).isEqualTo("3");
  }
}
