package io.todoku.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends one request on one connection. The addresses of the host are looked up once, checked, and
 * then connected to, because a name server may give other ones to a second question. It follows no
 * redirect, uses no proxy, and tries nothing again.
 */
public final class CheckedHttpClient {

  private final AddressLookup lookup;
  private final Predicate<String> allowed;
  private final SSLContext tls;
  private final Duration connectTimeout;
  private final Duration totalTimeout;

  /**
   * @param allowed whether this IP literal may be connected to
   * @param total the longest wait for the answer, the connection included
   */
  public CheckedHttpClient(
      AddressLookup lookup,
      Predicate<String> allowed,
      SSLContext tls,
      Duration connect,
      Duration total) {
    this.lookup = lookup;
    this.allowed = allowed;
    this.tls = tls;
    this.connectTimeout = connect;
    this.totalTimeout = total;
  }

  /**
   * @param maxBody octets; a longer body is a failure
   * @throws RefusedAddressException where one of the host's addresses is not allowed
   * @throws TimeoutException where the answer was not there in time
   */
  public HttpReply get(URI url, int maxBody)
      throws IOException, TimeoutException, InterruptedException {
    return exchange(new HttpGet(url), maxBody);
  }

  /**
   * Posts JSON and reads no body of the answer.
   *
   * @throws RefusedAddressException where one of the host's addresses is not allowed
   * @throws TimeoutException where the answer was not there in time
   */
  public HttpReply post(URI url, String body, Map<String, String> headers)
      throws IOException, TimeoutException, InterruptedException {
    HttpPost request = new HttpPost(url);
    headers.forEach(request::addHeader);
    request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
    return exchange(request, 0);
  }

  /**
   * Sends a request of any method.
   *
   * @param body empty: none
   * @param contentType of the body, which is sent as UTF-8
   * @param maxBody octets; a longer body of the answer is a failure
   * @throws RefusedAddressException where one of the host's addresses is not allowed
   * @throws TimeoutException where the answer was not there in time
   */
  public HttpReply send(
      String method,
      URI url,
      String body,
      String contentType,
      Map<String, String> headers,
      int maxBody)
      throws IOException, TimeoutException, InterruptedException {
    HttpUriRequestBase request = new HttpUriRequestBase(method, url);
    headers.forEach(request::addHeader);
    if (!body.isEmpty()) {
      request.setEntity(new StringEntity(body, ContentType.parse(contentType).withCharset(UTF_8)));
    }
    return exchange(request, maxBody);
  }

  private HttpReply exchange(ClassicHttpRequest request, int maxBody)
      throws IOException, TimeoutException, InterruptedException {
    CloseableHttpClient client = client();
    FutureTask<HttpReply> exchange = new FutureTask<>(() -> send(client, request, maxBody));
    Thread.ofVirtual().name("http").start(exchange);
    try {
      return exchange.get(totalTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      switch (Objects.requireNonNullElse(e.getCause(), e)) {
        case ConnectTimeoutException late ->
            throw (IOException) new ConnectException("no connection in time").initCause(late);
        case IOException failure -> throw failure;
        case HttpException malformed -> throw new IOException(malformed);
        case Throwable bug -> throw new IllegalStateException(bug);
      }
    } finally {
      client.close(CloseMode.IMMEDIATE);
    }
  }

  private static HttpReply send(CloseableHttpClient client, ClassicHttpRequest request, int maxBody)
      throws IOException, HttpException {
    // closing it would read the rest of a body that may have no end: the client is closed instead
    ClassicHttpResponse response =
        client.executeOpen(RoutingSupport.determineHost(request), request, null);
    return new HttpReply(
        response.getCode(),
        header(response, "Content-Type"),
        header(response, "Retry-After"),
        header(response, "X-RateLimit-Reset"),
        maxBody == 0 ? "" : body(response, maxBody));
  }

  private static String header(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null || header.getValue() == null ? "" : header.getValue();
  }

  private static String body(ClassicHttpResponse response, int maxBody) throws IOException {
    if (response.getEntity() == null) {
      return "";
    }
    InputStream content = response.getEntity().getContent();
    byte[] octets = content.readNBytes(maxBody + 1);
    if (octets.length > maxBody) {
      throw new IOException("the body is longer than " + maxBody + " octets");
    }
    return new String(octets, StandardCharsets.UTF_8);
  }

  private CloseableHttpClient client() {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new CheckingResolver())
                .setTlsSocketStrategy(
                    new DefaultClientTlsStrategy(
                        tls, HostnameVerificationPolicy.BUILTIN, NoopHostnameVerifier.INSTANCE))
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connectTimeout))
                        .setSocketTimeout(Timeout.of(totalTimeout))
                        .build())
                .build())
        .setUserAgent("Todoku")
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }

  /** Gives the connection exactly the addresses that were checked. */
  private final class CheckingResolver implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      InetAddress[] found = lookup.find(host);
      for (InetAddress address : found) {
        if (!allowed.test(address.getHostAddress())) {
          throw new RefusedAddressException(host, address.getHostAddress());
        }
      }
      return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
