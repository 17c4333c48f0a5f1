package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A signal ends a scan whose AWS never answers: what was written is told, and no part is left. */
class InterruptIntegrationTests {

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({"INT,  130, scan", "TERM, 143, scan", "INT,  130, collect"})
  void whatWasNotWrittenIsTold(String signal, int exit, String command) throws Exception {
    Path result = Files.writeString(dir.resolve("result.json"), "of the last run");
    Path errors = dir.resolve("errors.txt");
    Path config =
        Files.writeString(
            dir.resolve("todoku.yaml"), "todoku: {accounts: [{id: '111111111111'}]}\n");
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Process process =
          start(
              silent.getLocalPort(),
              errors,
              command,
              "--config",
              config.toString(),
              "--output",
              result.toString());
      try {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> Files.readString(errors).contains("111111111111  AWS  RUNNING"));
        assertThat(
                new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor())
            .isZero();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(exit);
      } finally {
        process.destroyForcibly();
      }
    }
    assertThat(Files.readString(errors).lines().toList().getLast())
        .isEqualTo("todoku: interrupted; nothing was written; not written: " + result);
    assertThat(result).hasContent("of the last run");
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).containsExactlyInAnyOrder(result, errors, config);
    }
  }

  private static Process start(int awsPort, Path errors, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(CommandLineJar.command(List.of(arguments)))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL", "http://127.0.0.1:" + awsPort,
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_REGION", "eu-west-1"));
    return builder.start();
  }
}
