package io.todoku.rule;

import static io.todoku.rule.KnockOut.each;
import static io.todoku.rule.SeveralFixture.DOMAINS;
import static io.todoku.rule.SeveralFixture.SERVERS;
import static io.todoku.rule.SeveralFixture.SERVERS_V6;
import static io.todoku.rule.SpoiltSnapshot.dialogue;
import static io.todoku.rule.SpoiltSnapshot.noAnswer;
import static io.todoku.rule.SpoiltSnapshot.noDialogue;
import static io.todoku.rule.Verdict.FAIL;
import static io.todoku.rule.Verdict.UNKNOWN;
import static io.todoku.rule.Verdict.WARN;

import io.todoku.snapshot.MailServer.Certificate;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.Observed;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What rules about TLS ask of several names of a server and several servers of a name. */
final class TlsKnockOuts {

  private static final String SERVER = SERVERS.getFirst();

  private TlsKnockOuts() {}

  static Stream<KnockOut> all() {
    return Stream.concat(startTls(), mtaStsServers());
  }

  private static Stream<KnockOut> startTls() {
    String rule = "starttls-offered";
    return Stream.of(
            each(
                rule,
                SERVER,
                WARN,
                "is not on the certificate",
                ServerKnockOuts.MX_HOSTS,
                host -> dialogue(SERVER, withoutName(host))),
            each(rule, SERVER, UNKNOWN, "MX got no answer", DOMAINS, d -> noAnswer(d, "MX")),
            each(
                rule,
                SERVER,
                UNKNOWN,
                "A got no answer",
                ServerKnockOuts.MX_HOSTS,
                host -> noAnswer(host, "A")))
        .flatMap(knockOuts -> knockOuts);
  }

  /** An enforced policy needs TLS of every address of every MX host. */
  private static Stream<KnockOut> mtaStsServers() {
    String rule = "mta-sts-published";
    String domain = DOMAINS.getFirst();
    List<String> addresses = Stream.concat(SERVERS.stream(), SERVERS_V6.stream()).toList();
    return Stream.of(
            each(rule, domain, UNKNOWN, "did not answer", addresses, a -> noDialogue(a)),
            each(
                rule,
                domain,
                FAIL,
                "offers no TLS",
                addresses,
                a -> dialogue(a, d -> RecordCopy.with(d, "extensions", List.of("SIZE 100")))),
            each(
                rule,
                domain,
                FAIL,
                "failed the handshake",
                addresses,
                a -> dialogue(a, tls(t -> RecordCopy.with(t, "failure", "handshake_failure")))),
            each(
                rule,
                domain,
                FAIL,
                "speaks TLS 1.0",
                addresses,
                a -> dialogue(a, tls(t -> RecordCopy.with(t, "protocol", "TLSv1")))),
            each(
                rule,
                domain,
                FAIL,
                "is not trusted",
                addresses,
                a -> dialogue(a, tls(t -> RecordCopy.with(t, "distrust", "self-signed")))),
            addresses.stream()
                .flatMap(a ->
                    each(
                            rule,
                            domain,
                            FAIL,
                            "is not on the certificate of " + a,
                            SeveralDomains.mxHosts(domain),
                            host -> dialogue(a, withoutName(host)))
                        .map(one -> one.naming(one.thing() + " (" + a + ")"))))
        .flatMap(knockOuts -> knockOuts);
  }

  private static UnaryOperator<SmtpDialogue> withoutName(String host) {
    return tls(tls ->
        RecordCopy.replace(
            tls,
            "chain",
            (List<Certificate> chain) ->
                chain.stream()
                    .map(certificate ->
                        RecordCopy.replace(
                            certificate,
                            "names",
                            (List<String> names) ->
                                names.stream().filter(name -> !name.equals(host)).toList()))
                    .toList()));
  }

  private static UnaryOperator<SmtpDialogue> tls(UnaryOperator<Tls> change) {
    return dialogue -> RecordCopy.replace(dialogue, "tls", (Observed<Tls> tls) -> tls.map(change));
  }
}
