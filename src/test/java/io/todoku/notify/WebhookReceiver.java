package io.todoku.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A receiver of webhooks that gives scripted answers, and 200 after those. */
final class WebhookReceiver implements AutoCloseable {

  /** A request that was received. */
  record Received(String path, String delivery, String signature, String body) {}

  @FunctionalInterface
  interface ScriptedResponse {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final Queue<ScriptedResponse> responses = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

  WebhookReceiver() {
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
    return "http://127.0.0.1:" + port() + "/hook";
  }

  int port() {
    return server.getAddress().getPort();
  }

  WebhookReceiver respondWith(ScriptedResponse answer) {
    responses.add(answer);
    return this;
  }

  WebhookReceiver respondWith(int status, String body) {
    return respondWith(exchange -> respond(exchange, status, body));
  }

  static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
    exchange.getResponseBody().write(octets);
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    received.add(
        new Received(
            exchange.getRequestURI().getPath(),
            headers.getFirst("Todoku-Delivery"),
            headers.getFirst("Todoku-Signature"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    ScriptedResponse answer = responses.poll();
    if (answer == null) {
      respond(exchange, 200, "ok");
    } else {
      answer.to(exchange);
    }
  }

  /** Answers 200 from now on and drops the requests received so far. */
  void reset() {
    responses.clear();
    received.clear();
  }

  /** Waits for the next request. */
  Received next() throws InterruptedException {
    return next(20);
  }

  Received next(int seconds) throws InterruptedException {
    Received next = received.poll(seconds, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }

  /** The received requests that no test has read yet. */
  List<Received> unread() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
