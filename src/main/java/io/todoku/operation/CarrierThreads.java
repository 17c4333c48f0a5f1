package io.todoku.operation;

/**
 * The number of carrier threads of virtual threads. A virtual thread that waits for a class to be
 * loaded or initialised pins its carrier (JEP 491), and by default there is one carrier per core:
 * on two cores the first calls of two scans could block each other for ever, and every page with
 * them. Carriers are cheap, so there are more.
 */
public final class CarrierThreads {

  static final String PROPERTY = "jdk.virtualThreadScheduler.parallelism";

  private static final int MIN_CARRIERS = 64;

  private CarrierThreads() {}

  /** Call this before the first virtual thread starts; a value that is already set is kept. */
  public static void raiseParallelism() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(
          PROPERTY,
          String.valueOf(Math.max(MIN_CARRIERS, Runtime.getRuntime().availableProcessors())));
    }
  }
}
