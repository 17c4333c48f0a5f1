package io.todoku.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tracker on loopback that keeps issues as the real one does, refuses what that refuses, and
 * takes down every request.
 */
abstract class TestTracker implements AutoCloseable {

  static final JsonMapper JSON = new JsonMapper();

  /** What happens to the next creation. */
  enum TrackerFault {
    /** It is carried out, and the connection ends without an answer. */
    ANSWER_LOST,
    /** It is not carried out, and the connection ends without an answer. */
    REQUEST_LOST,
    /** It is refused: 429. */
    TOO_MANY,
    /** It is not carried out, and a page about maintenance is the answer: 200. */
    MAINTENANCE
  }

  /** An issue of the tracker. */
  static final class TestIssue {
    final String key;
    final String title;
    final String description;
    final List<String> labels;
    final List<String> comments = new CopyOnWriteArrayList<>();
    volatile String status;

    TestIssue(String key, String title, String description, List<String> labels, String status) {
      this.key = key;
      this.title = title;
      this.description = description;
      this.labels = labels;
      this.status = status;
    }
  }

  /** A request with its query and, of a form, its fields. */
  record TrackerRequest(
      String method, String path, Map<String, String> query, String body, String authorization) {}

  record TrackerAnswer(int status, Object body) {}

  /** The body of an answer that does not come from the tracker. */
  record HtmlPage(String text) {}

  final Map<String, TestIssue> issues = new LinkedHashMap<>();
  final List<TrackerRequest> requests = new CopyOnWriteArrayList<>();
  final Queue<TrackerFault> faults = new ConcurrentLinkedQueue<>();

  /** Answers in place of the tracker where it returns something. */
  volatile Function<TrackerRequest, @Nullable TrackerAnswer> before = _ -> null;

  private final HttpServer server;

  TestTracker() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  abstract boolean isCreation(TrackerRequest request);

  abstract TrackerAnswer answer(TrackerRequest request) throws IOException;

  List<String> calls() {
    return requests.stream().map(r -> r.method() + " " + r.path()).toList();
  }

  TestIssue onlyIssue() {
    if (issues.size() != 1) {
      throw new AssertionError("one issue is expected, not " + issues.keySet());
    }
    return issues.values().iterator().next();
  }

  private void handle(HttpExchange exchange) throws IOException {
    TrackerRequest request =
        new TrackerRequest(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            fields(exchange.getRequestURI().getRawQuery()),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    requests.add(request);
    TrackerFault fault = isCreation(request) ? faults.poll() : null;
    if (fault == TrackerFault.REQUEST_LOST) {
      exchange.close();
      return;
    }
    if (fault == TrackerFault.TOO_MANY) {
      exchange.getResponseHeaders().set("Retry-After", "0");
      respond(exchange, new TrackerAnswer(429, Map.of()));
      return;
    }
    TrackerAnswer other =
        fault == TrackerFault.MAINTENANCE
            ? new TrackerAnswer(200, new HtmlPage("<html>maintenance</html>"))
            : before.apply(request);
    if (other != null) {
      respond(exchange, other);
      return;
    }
    TrackerAnswer answer;
    synchronized (issues) {
      answer = answer(request);
    }
    if (fault == TrackerFault.ANSWER_LOST) {
      exchange.close();
      return;
    }
    respond(exchange, answer);
  }

  private static void respond(HttpExchange exchange, TrackerAnswer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (answer.body() instanceof HtmlPage(String text)) {
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      WebhookReceiver.respond(exchange, answer.status(), text);
    } else if (answer.status() == 204) {
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    } else {
      WebhookReceiver.respond(exchange, answer.status(), JSON.writeValueAsString(answer.body()));
    }
  }

  static Map<String, String> fields(String form) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (form != null && !form.isEmpty()) {
      for (String pair : form.split("&")) {
        String[] parts = pair.split("=", 2);
        fields.put(decode(parts[0]), decode(parts.length > 1 ? parts[1] : ""));
      }
    }
    return fields;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  List<TestIssue> newestFirst() {
    return new ArrayList<>(issues.values()).reversed();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
