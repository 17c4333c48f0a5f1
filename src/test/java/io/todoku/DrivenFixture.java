package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.Driven;
import io.todoku.peers.MailWorld;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A world to scan by the jar, and what is found in it where nothing disturbs. */
abstract class DrivenFixture {

  @TempDir static Path dir;

  static MailWorld world;
  static String undisturbed;

  @BeforeAll
  static void start() throws Exception {
    world = MailWorld.start(dir);
    try (Driven calm = Driven.start(world, dir.resolve("calm"), Map.of())) {
      calm.awaitEnd(calm.scan());
      undisturbed = calm.findings();
    }
    assertThat(undisturbed).contains("PASS", "FAIL");
  }

  @AfterAll
  static void stop() throws Exception {
    if (world != null) {
      world.close();
    }
  }
}
