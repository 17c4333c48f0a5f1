package io.todoku.collect.aws;

import io.todoku.snapshot.FailureText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a program that prints credentials. It gets no input; when its time is over, it is stopped
 * with all processes that it has started.
 */
final class CredentialProcess {

  /** Far more than credentials need. What follows is read and forgotten. */
  private static final int MAX_OUTPUT = 64_000;

  /** How the program ended. */
  sealed interface Outcome {}

  /**
   * @param errors what it wrote to its standard error
   */
  record Ended(int exitCode, String output, String errors) implements Outcome {}

  record NotStarted(String problem) implements Outcome {}

  /** It was stopped, because its time was over. */
  record Stopped(String errors) implements Outcome {}

  /** It was stopped, because the thread that waited for it was interrupted. */
  record Interrupted() implements Outcome {}

  private CredentialProcess() {}

  static Outcome run(List<String> command, Duration timeout) {
    Process process;
    try {
      process = new ProcessBuilder(command).start();
      process.getOutputStream().close(); // a program that asks for input sees its end
    } catch (IOException e) {
      return new NotStarted(FailureText.of(e));
    }
    CollectedOutput output = new CollectedOutput(process.getInputStream());
    CollectedOutput errors = new CollectedOutput(process.getErrorStream());
    CompletableFuture<?> end =
        CompletableFuture.allOf(process.onExit(), output.start(), errors.start());
    try {
      end.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Ended(process.exitValue(), output.text(), errors.text());
    } catch (TimeoutException e) {
      stop(process.toHandle());
      return new Stopped(errors.text());
    } catch (InterruptedException e) {
      stop(process.toHandle());
      Thread.currentThread().interrupt();
      return new Interrupted();
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug);
    }
  }

  /** Those that it has started are found as long as it runs itself. */
  private static void stop(ProcessHandle process) {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /** What a program has written so far. */
  private static final class CollectedOutput {

    private final InputStream stream;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    CollectedOutput(InputStream stream) {
      this.stream = stream;
    }

    CompletableFuture<Void> start() {
      return CompletableFuture.runAsync(
          this::readAll, reading -> Thread.ofPlatform().daemon().start(reading));
    }

    private void readAll() {
      byte[] buffer = new byte[4096];
      try {
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
          bytes.write(buffer, 0, Math.min(n, MAX_OUTPUT - bytes.size()));
        }
      } catch (IOException closed) {
        // the program was stopped
      }
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
