package io.todoku.collect;

import io.todoku.collect.dns.DnsSession;
import io.todoku.collect.smtp.ProbeSettings;
import io.todoku.collect.smtp.SmtpProber;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.PublicAddress;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Asks the mail port of every address in use, once each. */
@Component
public class MailServers {

  private final SmtpProber prober;
  private final ProbeSettings settings;

  public MailServers(SmtpProber prober, ProbeSettings settings) {
    this.prober = prober;
    this.settings = settings;
  }

  /** Whether the relay test's recipient lives in a domain that is shown to take mail. */
  boolean recipientDomainTakesMail(DnsSession dns) {
    String recipient = settings.relayRecipient();
    if (recipient == null || recipient.indexOf('@') < 0) {
      return false;
    }
    String domain = recipient.substring(recipient.lastIndexOf('@') + 1);
    return NameQuestions.records(dns.lookup(domain, "MX")).stream()
        .map(record -> DnsLookup.canonical(record.substring(record.lastIndexOf(' ') + 1)))
        .filter(host -> !host.equals("."))
        .anyMatch(host ->
            !NameQuestions.records(dns.lookup(host, "A")).isEmpty()
                || !NameQuestions.records(dns.lookup(host, "AAAA")).isEmpty());
  }

  /** Idle addresses have no server, and a NAT gateway lets nobody in: those are not asked. */
  List<MailServer> ask(
      List<PublicAddress> addresses,
      DnsSession dns,
      boolean recipientDomainHasMx,
      Consumer<String> progress) {
    var answers = new ConcurrentLinkedQueue<MailServer>();
    Together.run(
        addresses.stream()
            .filter(a -> !a.idle() && a.kind() != PublicAddress.Kind.NAT_GATEWAY)
            .map(PublicAddress::address)
            .distinct()
            .map(address ->
                (Runnable)
                    () -> {
                      progress.accept(address + ":" + settings.port());
                      answers.add(
                          prober.probe(address, ownName(address, dns), recipientDomainHasMx));
                    })
            .toList());
    return answers.stream().sorted(java.util.Comparator.comparing(MailServer::address)).toList();
  }

  private static String ownName(String address, DnsSession dns) {
    return NameQuestions.records(dns.lookup(DnsLookup.reverseName(address), "PTR")).stream()
        .findFirst()
        .orElse("");
  }
}
