package io.todoku.collect.smtp;

import io.todoku.snapshot.MailServer.Certificate;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Opens a TLS connection with any server, to record its certificates without trusting them. */
final class TlsHandshake {

  private static final String HOST = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9-]+)++";
  private static final int MAX_CHAIN = 10;

  private final String serverName;
  private final Clock clock;
  private final RecordingTrustManager trustManager = new RecordingTrustManager();

  /**
   * @param serverName for SNI; none is sent if it is not a host name
   */
  TlsHandshake(String serverName, Clock clock) {
    this.serverName = serverName;
    this.clock = clock;
  }

  /**
   * Performs the handshake over a connected socket; blocks up to the socket's read time-out at each
   * read.
   *
   * @throws IOException if the handshake fails
   */
  SSLSocket perform(Socket plain) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trustManager}, null);
      SSLSocket secure =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(
                      plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
      if (serverName.matches(HOST)) {
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        secure.setSSLParameters(parameters);
      }
      secure.startHandshake();
      return secure;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Returns the certificates in the order in which the server sent them, its own first. */
  List<Certificate> chain() {
    return trustManager.chain.stream().limit(MAX_CHAIN).map(CertificateReader::read).toList();
  }

  /**
   * Returns why no trusted root issued the certificates, whatever the date; null if one did.
   *
   * @throws GeneralSecurityException if they could not be judged, because our own roots or
   *     algorithms cannot be used
   */
  @Nullable String distrustReason(CertificateReader.TrustedRoots roots)
      throws GeneralSecurityException {
    return CertificateReader.distrustReason(trustManager.chain, clock.instant(), roots);
  }

  private static final class RecordingTrustManager extends X509ExtendedTrustManager {

    private List<X509Certificate> chain = List.of();

    @Override
    public void checkServerTrusted(X509Certificate[] sent, String type, Socket socket) {
      chain = List.of(sent);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] sent, String type, SSLEngine engine) {
      chain = List.of(sent);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] sent, String type) {
      chain = List.of(sent);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] sent, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] sent, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] sent, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
