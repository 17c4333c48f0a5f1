package io.todoku;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTests {

  @Test
  void everyPackageUsesOnlyItsAllowedDependencies() {
    ApplicationModules.of(TodokuApplication.class).verify();
  }
}
