package io.todoku.collect.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.todoku.snapshot.MtaStsPolicyLookup.HttpAnswer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MtaStsPolicyFetcherTests {

  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final String PASSWORD = "changeit";
  private static SSLContext own;

  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpsServer server;

  /** A key and a certificate for {@code localhost} that only {@link #own} trusts. */
  @BeforeAll
  static void certify(@TempDir Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("own.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory mine = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    mine.init(keys, PASSWORD.toCharArray());
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("own", keys.getCertificate("own"));
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(certificates);
    own = SSLContext.getInstance("TLS");
    own.init(mine.getKeyManagers(), trusted.getTrustManagers(), null);
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(own));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  private void on(HttpHandler handler) {
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          handler.handle(exchange);
        });
  }

  private static HttpHandler answer(int status, String type, String body) {
    return exchange -> send(exchange, status, type, body);
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.getResponseHeaders().add("Location", "/elsewhere");
    exchange.sendResponseHeaders(status, octets.length);
    exchange.getResponseBody().write(octets);
    exchange.close();
  }

  private Observed<HttpAnswer> fetch(SSLContext tls, Predicate<String> allowed, Duration total) {
    return new MtaStsPolicyFetcher(
            InetAddress::getAllByName, allowed, Clock.systemUTC(), tls, PATIENT, total)
        .fetch(URI.create("https://localhost:" + server.getAddress().getPort() + "/policy"));
  }

  private HttpAnswer fetched() {
    return switch (fetch(own, address -> true, PATIENT)) {
      case Known<HttpAnswer>(HttpAnswer fetched) -> fetched;
      case Unknown<HttpAnswer>(Reason reason) -> throw new AssertionError("unknown: " + reason);
    };
  }

  private static Reason unknown(Observed<HttpAnswer> answer) {
    return switch (answer) {
      case Known<HttpAnswer>(HttpAnswer fetched) -> throw new AssertionError("known: " + fetched);
      case Unknown<HttpAnswer>(Reason reason) -> reason;
    };
  }

  @Test
  void lineEndsOfThePolicyAreNormalised() {
    on(answer(200, "text/plain", "version: STSv1\r\nmode: none\r\n\u0007"));

    assertThat(fetched())
        .isEqualTo(new HttpAnswer(200, "text/plain", "version: STSv1\nmode: none\n?", null));
  }

  @Test
  void aRedirectIsNotFollowed() {
    on(answer(302, "text/plain", ""));

    assertThat(fetched().status()).isEqualTo(302);
    assertThat(asked).hasValue(1);
  }

  @Test
  void aBodyThatIsNotTextIsNotKept() {
    on(answer(200, "image/png", "PNG"));

    assertThat(fetched()).isEqualTo(new HttpAnswer(200, "image/png", "", null));
  }

  @Test
  void anUntrustedCertificateIsReported() throws GeneralSecurityException {
    on(answer(200, "text/plain", "secret"));

    Observed<HttpAnswer> answer = fetch(SSLContext.getDefault(), address -> true, PATIENT);

    assertThat(answer).isInstanceOf(Known.class);
    assertThat(((Known<HttpAnswer>) answer).value().tlsError()).isNotBlank();
    assertThat(asked).hasValue(0);
  }

  @Test
  void whenOneAddressIsNotAllowedThereIsNoConnection() {
    on(answer(200, "text/plain", "secret"));

    Reason reason = unknown(fetch(own, address -> !address.equals("127.0.0.1"), PATIENT));

    assertThat(reason.kind()).isEqualTo(ReasonKind.NOT_ALLOWED);
    assertThat(reason.source()).isEqualTo("localhost 127.0.0.1");
    assertThat(asked).hasValue(0);
  }

  /** A name server that gives a public address first and the loopback one to the next question. */
  @Test
  void whereTheAddressChangesBetweenTwoQuestionsTheCheckedOneIsConnectedTo() {
    on(answer(200, "text/plain", "secret"));
    AtomicInteger questions = new AtomicInteger();
    MtaStsPolicyFetcher fetcher =
        new MtaStsPolicyFetcher(
            _ ->
                new InetAddress[] {
                  InetAddress.ofLiteral(
                      questions.getAndIncrement() % 2 == 0 ? "203.0.113.9" : "127.0.0.1")
                },
            address -> !address.startsWith("127."),
            Clock.systemUTC(),
            own,
            Duration.ofMillis(300),
            Duration.ofMillis(600));
    URI url = URI.create("https://localhost:" + server.getAddress().getPort() + "/policy");

    for (int round = 0; round < 2; round++) {
      assertThat(unknown(fetcher.fetch(url)).kind())
          .isIn(ReasonKind.UNREACHABLE, ReasonKind.TIMEOUT, ReasonKind.FAILED);
      assertThat(questions).as("asked once for each connection").hasValue(2 * round + 1);
      assertThat(unknown(fetcher.fetch(url)))
          .isEqualTo(Reason.of(ReasonKind.NOT_ALLOWED, "localhost 127.0.0.1", ""));
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void anOversizedBodyIsUnknown() {
    on(answer(200, "text/plain", "x".repeat(5000)));
    assertThat(unknown(fetch(own, address -> true, PATIENT)).kind())
        .isEqualTo(ReasonKind.MALFORMED);

    server.removeContext("/");
    on(answer(200, "text/plain", "x".repeat(200_000)));
    assertThat(unknown(fetch(own, address -> true, PATIENT)).kind()).isEqualTo(ReasonKind.FAILED);
  }

  @Test
  void whenTheServerIsTooSlowThePolicyIsUnknown() {
    on(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write('v');
      exchange.getResponseBody().flush();
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });

    assertThat(unknown(fetch(own, address -> true, Duration.ofMillis(500))).kind())
        .isEqualTo(ReasonKind.TIMEOUT);
  }

  @Test
  void whenNothingListensTheServerIsUnreachable() {
    server.stop(0);

    assertThat(unknown(fetch(own, address -> true, PATIENT)).kind())
        .isEqualTo(ReasonKind.UNREACHABLE);
  }

  @Test
  void aNameThatIsNotAHostNameIsNotAsked() {
    MtaStsPolicyFetcher fetcher = new MtaStsPolicyFetcher(address -> true, Clock.systemUTC());

    assertThat(unknown(fetcher.fetch("a_b.example").answer()).kind())
        .isEqualTo(ReasonKind.MALFORMED);
  }

  /** A server that reads the greeting of TLS, answers with these octets and hangs up. */
  private static Observed<HttpAnswer> fetchFrom(int... octets) throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.submit(() -> {
        while (true) {
          try (Socket socket = plain.accept()) {
            socket.getInputStream().read(new byte[4096]);
            for (int octet : octets) {
              socket.getOutputStream().write(octet);
            }
          }
        }
      });
      Observed<HttpAnswer> answer =
          new MtaStsPolicyFetcher(
                  InetAddress::getAllByName,
                  address -> true,
                  Clock.systemUTC(),
                  own,
                  PATIENT,
                  PATIENT)
              .fetch(URI.create("https://localhost:" + plain.getLocalPort() + "/"));
      plain.close();
      return answer;
    }
  }

  @Test
  void whenTheConnectionIsCutTheCertificateIsNotBlamed() throws IOException {
    assertThat(unknown(fetchFrom()).kind()).isEqualTo(ReasonKind.FAILED);
  }

  @Test
  void aRefusedHandshakeIsReported() throws IOException {
    Observed<HttpAnswer> answer = fetchFrom(21, 3, 3, 0, 2, 2, 40); // fatal, handshake_failure

    assertThat(answer).isInstanceOf(Known.class);
    assertThat(((Known<HttpAnswer>) answer).value().tlsError()).contains("handshake_failure");
  }
}
