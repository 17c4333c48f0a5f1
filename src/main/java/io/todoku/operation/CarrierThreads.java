package io.todoku.operation;

/**
 * How many threads of the system carry virtual ones. A virtual thread that waits for a class to be
 * loaded or initialised keeps its carrier (JEP 491), and by default there is one carrier a core: on
 * a machine of two, the first calls of two scans could wait for each other for good, and every page
 * with them. Carriers are cheap, so there are more.
 */
public final class CarrierThreads {

  static final String PROPERTY = "jdk.virtualThreadScheduler.parallelism";

  private static final int MIN_CARRIERS = 64;

  private CarrierThreads() {}

  /** To be called before the first virtual thread is made; what somebody has set stays. */
  public static void raiseParallelism() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(
          PROPERTY,
          String.valueOf(Math.max(MIN_CARRIERS, Runtime.getRuntime().availableProcessors())));
    }
  }
}
