package io.todoku.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stands before an AWS API server: counts the calls, slows them down, and answers some itself, for
 * what that server does not do (denials, throttling, reverse-DNS attributes, silence).
 */
public final class AwsProxy implements AutoCloseable {

  /** A request, as far as it can be told from its signature and its form. */
  public record AwsCall(
      String account, String region, String service, String action, Map<String, String> form) {

    /** As IAM writes it, {@code ec2:DescribeAddresses}. */
    public String name() {
      return service + ":" + action;
    }
  }

  /** What is answered instead of what the server would say. */
  public record AwsResponse(int status, String type, String body) {
    /** Nothing, until the proxy is closed. */
    public static final AwsResponse NO_RESPONSE = new AwsResponse(0, "", "silence");

    /** The connection is closed without a word. */
    public static final AwsResponse CLOSED_CONNECTION = new AwsResponse(0, "", "drop");
  }

  /** Answers some calls; null leaves a call to the next script, and at last to the server. */
  @FunctionalInterface
  public interface Responder {
    AwsResponse respond(AwsCall call);
  }

  private static final Pattern SCOPE =
      Pattern.compile("Credential=([^/]+)/\\d+/([^/]+)/([^/]+)/aws4_request");
  private static final Pattern KEY = Pattern.compile("<AccessKeyId>([^<]+)</AccessKeyId>");
  private static final Pattern ROLE = Pattern.compile("arn:aws:iam::(\\d{12}):role/.*");
  private static final String UNKNOWN_ACCOUNT = "base";

  /** Calls that are told by their path. */
  private static final Map<String, String> REST =
      Map.of(
          "/v2/email/list-identities", "ListEmailIdentities",
          "/v2/email/dedicated-ips", "GetDedicatedIps",
          "/v2/email/account", "GetAccount");

  private static final Pattern IDENTITY = Pattern.compile("/v2/email/identities/[^/]+");
  private static final Pattern JSON_TEXT = Pattern.compile("\"(\\w+)\":\"([^\"]*)\"");

  private static final Pattern ZONES = Pattern.compile("/2013-04-01/hostedzone(/[^/]+/rrset)?");

  /**
   * For what the server behind lacks or answers in another form than AWS: SES accounts, dedicated
   * addresses, Lightsail, routes of transit gateways.
   */
  private static final List<Responder> DEFAULT_RESPONDERS =
      List.of(
          AwsResponses.sesAccount("HEALTHY", true),
          AwsResponses.respond(
              call -> call.name().equals("ses:GetDedicatedIps"),
              AwsResponses.json("{\"DedicatedIps\":[]}")),
          AwsResponses.respond(
              call -> call.name().equals("ec2:SearchTransitGatewayRoutes"),
              AwsResponses.ec2("SearchTransitGatewayRoutes", "<routeSet/>")),
          AwsResponses.respond(
              call -> call.service().equals("lightsail"), AwsResponses.json("{}")));

  static {
    // else it closes kept connections at will, which looks like a fault of the network
    System.setProperty("sun.net.httpserver.maxIdleConnections", "5000");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI upstream;
  private final List<Responder> responders = new CopyOnWriteArrayList<>();
  private final Map<String, String> accountByKey = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<String, AwsResponse> cached = new ConcurrentHashMap<>();

  /** The server behind takes few connections at once. */
  private final Semaphore upstreamPermits = new Semaphore(8);

  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean caching;
  private volatile UnaryOperator<String> canonicalAccount = UnaryOperator.identity();

  private AwsProxy(String endpoint) throws IOException {
    upstream = URI.create(endpoint);
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 2000);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public static AwsProxy inFrontOf(Moto moto) throws IOException {
    return new AwsProxy(moto.endpoint());
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public AwsProxy respondWith(Responder script) {
    responders.add(script);
    return this;
  }

  /** Forgets the scripts, the delay and the counts. */
  public void reset() {
    responders.clear();
    delay = Duration.ZERO;
    counts.clear();
  }

  /** Each call takes at least this long. */
  public void setDelay(Duration delay) {
    this.delay = delay;
  }

  /**
   * Asks the server once for each distinct call, so that the server's own speed is not measured.
   */
  public void cacheResponses() {
    caching = true;
  }

  /**
   * Remembers too, and what was answered to one account is said to those that are like it.
   *
   * @param like the account that another is like, by its id
   */
  public void cacheResponses(UnaryOperator<String> like) {
    this.canonicalAccount = like;
    cacheResponses();
  }

  /** Calls by account, Region and action. */
  public Map<String, Long> counts() {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((call, count) -> sums.put(call, count.sum()));
    return sums;
  }

  private void handle(HttpExchange exchange) throws IOException {
    long due = System.nanoTime() + delay.toNanos();
    byte[] body = exchange.getRequestBody().readAllBytes();
    AwsCall call = call(exchange, new String(body, StandardCharsets.UTF_8));
    counts
        .computeIfAbsent(
            call.account() + " " + call.region() + " " + call.name(), k -> new LongAdder())
        .increment();
    try {
      AwsResponse answer =
          Stream.concat(responders.stream(), DEFAULT_RESPONDERS.stream())
              .map(script -> script.respond(call))
              .filter(a -> a != null)
              .findFirst()
              .orElse(null);
      if (answer == AwsResponse.NO_RESPONSE) {
        closing.await();
      }
      if (answer == AwsResponse.NO_RESPONSE || answer == AwsResponse.CLOSED_CONNECTION) {
        exchange.close();
        return;
      }
      send(exchange, answer == null ? forwarded(exchange, call, body) : answer, due);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  private AwsResponse forwarded(HttpExchange exchange, AwsCall call, byte[] body)
      throws IOException, InterruptedException {
    String asked = canonicalAccount.apply(call.account());
    String question = asked + call.region() + call.name() + call.form();
    AwsResponse known = cached(question, asked, call);
    if (known != null) {
      return known;
    }
    HttpRequest.Builder request =
        switch (call.service()) {
          case "route53" -> HttpRequest.newBuilder(upstream.resolve(exchange.getRequestURI()));
          case "ses" ->
              HttpRequest.newBuilder(upstream.resolve(exchange.getRequestURI()))
                  .method(
                      exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
          default ->
              HttpRequest.newBuilder(upstream).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        };
    for (String header : List.of("Authorization", "Content-Type", "X-Amz-Target", "X-Amz-Date")) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        request.header(header, value);
      }
    }
    HttpResponse<String> response;
    upstreamPermits.acquire();
    try {
      known = cached(question, asked, call); // others may have asked meanwhile
      if (known != null) {
        return known;
      }
      response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } finally {
      upstreamPermits.release();
    }
    Matcher key = KEY.matcher(response.body());
    Matcher role = ROLE.matcher(call.form().getOrDefault("RoleArn", ""));
    if (key.find() && role.matches()) {
      accountByKey.put(key.group(1), role.group(1));
    }
    AwsResponse answer =
        new AwsResponse(
            response.statusCode(),
            response.headers().firstValue("Content-Type").orElse("text/xml"),
            response.body());
    cached.put(
        question,
        new AwsResponse(
            answer.status(), answer.type(), answer.body().replace(call.account(), asked)));
    return answer;
  }

  private AwsResponse cached(String question, String asked, AwsCall call) {
    AwsResponse known = caching ? cached.get(question) : null;
    return known == null || asked.equals(call.account())
        ? known
        : new AwsResponse(
            known.status(), known.type(), known.body().replace(asked, call.account()));
  }

  private static void send(HttpExchange exchange, AwsResponse answer, long due)
      throws IOException, InterruptedException {
    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private AwsCall call(HttpExchange exchange, String body) {
    Matcher scope =
        SCOPE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    boolean signed = scope.find();
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    URI uri = exchange.getRequestURI();
    String rest = REST.getOrDefault(uri.getPath(), restAction(uri.getPath()));
    Map<String, String> form =
        target != null
            ? Map.of("body", body)
            : form(
                rest.isEmpty()
                    ? body
                    : uri.getRawQuery() + "&path=" + uri.getRawPath() + jsonTexts(body));
    return new AwsCall(
        signed ? accountByKey.getOrDefault(scope.group(1), UNKNOWN_ACCOUNT) : UNKNOWN_ACCOUNT,
        signed ? scope.group(2) : "",
        signed ? scope.group(3) : "",
        target == null
            ? form.getOrDefault("Action", rest)
            : target.substring(target.lastIndexOf('.') + 1),
        form);
  }

  /** The texts of a JSON object in the format of a form. */
  private static String jsonTexts(String body) {
    return JSON_TEXT
        .matcher(body)
        .results()
        .map(member -> "&" + member.group(1) + "=" + member.group(2))
        .collect(Collectors.joining());
  }

  private static String restAction(String path) {
    if (IDENTITY.matcher(path).matches()) {
      return "GetEmailIdentity";
    }
    Matcher zones = ZONES.matcher(path);
    if (!zones.matches()) {
      return "";
    }
    return zones.group(1) == null ? "ListHostedZones" : "ListResourceRecordSets";
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : body.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }
}
