package io.todoku.cli;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells, when a signal stops a command, what was written and what was not. The JVM then exits with
 * 130 after Ctrl-C (SIGINT) and with 143 after SIGTERM.
 */
final class InterruptReport implements AutoCloseable {

  private final Thread hook;
  private final AtomicBoolean ended = new AtomicBoolean();

  private InterruptReport(CommandOutput output) {
    this.hook =
        new Thread(
            () -> {
              if (!ended.get()) {
                StandardError.print("interrupted; " + output.stop());
              }
            },
            "interrupt-report");
  }

  static InterruptReport install(CommandOutput output) {
    InterruptReport report = new InterruptReport(output);
    Runtime.getRuntime().addShutdownHook(report.hook);
    return report;
  }

  /** The command ended by itself. */
  @Override
  public void close() {
    ended.set(true);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the signal came first
    }
  }
}
