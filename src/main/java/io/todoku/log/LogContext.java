package io.todoku.log;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.slf4j.MDC;

/** What each log line tells of its origin: the MDC keys {@code scan} and {@code account}. */
public final class LogContext implements AutoCloseable {

  private LogContext() {}

  /** From now on, and in this thread, until it is closed. */
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

  /** A virtual thread for each task, logging in the context of whoever asks for them now. */
  public static ExecutorService newExecutor() {
    return Executors.newThreadPerTaskExecutor(threadFactory());
  }

  /** Starts a virtual thread that logs in the context of this one. */
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
