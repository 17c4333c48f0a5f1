package io.todoku;

import io.todoku.testing.HttpBrowser;
import io.todoku.testing.TodokuServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Two people in their browsers: the dashboard, a checklist or two, a pause, and again. */
final class SoakPageReaders implements AutoCloseable {

  private static final int PEOPLE = 2;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** How long each page took, in milliseconds. */
  final Queue<Long> dashboards = new ConcurrentLinkedQueue<>();

  final Queue<Long> checklists = new ConcurrentLinkedQueue<>();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> reading;
  private final HttpBrowser browser;
  private volatile boolean stopped;

  SoakPageReaders(TodokuServer server) throws Exception {
    String link = server.signInLink();
    browser = new HttpBrowser(server.address());
    browser.get(link.substring(server.address().length()));
    browser.post(
        "/sign-in/first",
        Map.of(
            "name",
            "mika",
            "password",
            "correct horse battery",
            "token",
            link.substring(link.indexOf('=') + 1)));
    reading =
        IntStream.range(0, PEOPLE)
            .<Future<?>>mapToObj(person -> threads.submit(() -> read(person)))
            .toList();
  }

  private Void read(int person) throws Exception {
    Random chance = new Random(person);
    while (!stopped) {
      dashboards.add(millis("/accounts"));
      for (int i = 0; i < 2; i++) {
        String account = SoakEnvironment.account(chance.nextInt(SoakEnvironment.ACCOUNTS));
        checklists.add(millis("/accounts/" + account));
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
    return null;
  }

  private long millis(String page) throws Exception {
    long begin = System.nanoTime();
    HttpResponse<String> answer = browser.get(page);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(page + ": " + answer.statusCode() + " " + answer.body());
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  /** Ends the reading; a page that did not come is thrown. */
  void finish() throws Exception {
    stopped = true;
    for (Future<?> one : reading) {
      one.get(2, TimeUnit.MINUTES);
    }
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }
}
