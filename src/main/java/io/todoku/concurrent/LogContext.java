package io.todoku.concurrent;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.slf4j.MDC;

/** The scan and account that log lines belong to: the MDC keys {@code scan} and {@code account}. */
public final class LogContext implements AutoCloseable {

  private LogContext() {}

  /** Sets both for this thread until it is closed. */
  public static LogContext of(String scan, String account) {
    MDC.put("scan", scan);
    MDC.put("account", account);
    return new LogContext();
  }

  @Override
  public void close() {
    MDC.remove("scan");
    MDC.remove("account");
  }

  /**
   * An executor with a virtual thread for each task, which logs in the context of the calling
   * thread.
   */
  public static ExecutorService newExecutor() {
    return Executors.newThreadPerTaskExecutor(threadFactory());
  }

  /** Starts a virtual thread that logs in the context of the calling thread. */
  public static void startThread(Runnable work) {
    threadFactory().newThread(work).start();
  }

  private static ThreadFactory threadFactory() {
    Map<String, String> context = MDC.getCopyOfContextMap();
    ThreadFactory virtual = Thread.ofVirtual().factory();
    return work ->
        virtual.newThread(() -> {
          if (context != null) {
            MDC.setContextMap(context);
          }
          work.run();
        });
  }
}
