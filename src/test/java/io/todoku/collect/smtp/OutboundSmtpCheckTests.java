package io.todoku.collect.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.Peers;
import io.todoku.peers.SilentServer;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether silence is the servers' or our own network's. */
class OutboundSmtpCheckTests {

  private static final String SILENT = "127.0.0.1";
  private static final String OWN = "127.0.0.2";

  private final int port = Peers.freePort(SILENT);
  private final SmtpProber prober = SmtpProbeFixture.prober(port, SmtpProbeFixture.RECIPIENT);
  private final OutboundSmtpCheck outboundSmtp = new OutboundSmtpCheck(prober);

  private List<MailServer> probed(String... addresses) {
    return List.of(addresses).stream()
        .map(a -> prober.probe(new ProbeTarget(a, "", List.of()), true))
        .toList();
  }

  @Test
  void whenOurExchangeDoesNotAnswerEitherOurNetworkIsBlocked() throws IOException {
    try (var server = new SilentServer(SILENT, port);
        var exchange = new SilentServer(OWN, port)) {
      List<MailServer> servers = probed(SILENT);

      Reason reason = outboundSmtp.blockedReason(servers, List.of(OWN)).orElseThrow();

      assertThat(reason.kind()).isEqualTo(ReasonKind.BLOCKED);
      assertThat(reason.source()).isEqualTo("TCP port " + port);
      assertThat(reason.detail()).contains(OWN);
      assertThat(OutboundSmtpCheck.explainSilence(reason, servers))
          .singleElement()
          .extracting(MailServer::dialogue)
          .isEqualTo(new Unknown<>(reason));
    }
  }

  @Test
  void whenOurExchangeAnswersTheServerItselfIsUnreachable() throws IOException {
    try (var server = new SilentServer(SILENT, port);
        var exchange = new ServerSocket(port, 5, InetAddress.ofLiteral(OWN))) {
      assertThat(outboundSmtp.blockedReason(probed(SILENT), List.of(OWN))).isEmpty();
      assertThat(exchange.isBound()).isTrue();
    }
  }

  @Test
  void aRefusedConnectionShowsThatPacketsReturn() throws IOException {
    try (var server = new SilentServer(SILENT, port)) {
      assertThat(outboundSmtp.blockedReason(probed(SILENT), List.of(OWN))).isEmpty();
    }
  }

  @Test
  void whenOneServerAnswersOurNetworkIsNotBlocked() throws IOException {
    try (var server = new SilentServer(SILENT, port);
        var exchange = new SilentServer(OWN, port)) {
      assertThat(outboundSmtp.blockedReason(probed(SILENT, "127.0.0.3"), List.of(OWN))).isEmpty();
    }
  }

  @Test
  void withoutAnExchangeOfOurOwnABlockIsOnlySuspected() throws IOException {
    try (var server = new SilentServer(SILENT, port)) {
      List<MailServer> servers = probed(SILENT);

      Reason reason = outboundSmtp.blockedReason(servers, List.of()).orElseThrow();

      assertThat(reason.kind()).isEqualTo(ReasonKind.NOT_CONFIGURED);
      assertThat(reason.fix()).isEqualTo("todoku.probe.relay-recipient");
      assertThat(OutboundSmtpCheck.explainSilence(reason, servers)).isEqualTo(servers);
    }
  }

  @Test
  void anExchangeAtAPrivateAddressIsNotTried() throws IOException {
    try (var server = new SilentServer(SILENT, port)) {
      assertThat(outboundSmtp.blockedReason(probed(SILENT), List.of("169.254.169.254")))
          .get()
          .extracting(Reason::kind)
          .isEqualTo(ReasonKind.NOT_CONFIGURED);
    }
  }

  @Test
  void theResultNamesTheExchangeThatAnswered() throws IOException {
    try (var silent = new SilentServer(SILENT, port);
        var exchange = new ServerSocket(port, 5, InetAddress.ofLiteral(OWN))) {
      assertThat(outboundSmtp.checkOutbound(List.of(SILENT, OWN))).isEqualTo(Observed.known(OWN));
      assertThat(outboundSmtp.checkOutbound(List.of(SILENT)))
          .isEqualTo(
              Observed.unknown(
                  new Reason(ReasonKind.BLOCKED, "TCP port " + port, SILENT, "open-port")));
      assertThat(exchange.isBound()).isTrue();
    }
  }

  @Test
  void whenNoServerWasProbedNothingIsBlocked() {
    assertThat(outboundSmtp.blockedReason(List.of(), List.of(OWN))).isEmpty();
  }
}
