package io.todoku.collect;

import io.todoku.snapshot.AwsService;
import io.todoku.snapshot.MailboxServer.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a recheck observes again: nothing else is asked.
 *
 * @param aws services of AWS to read
 * @param addresses whose names are looked up in reverse and forward
 * @param domains mail domains whose records are looked up
 * @param senders addresses by which the SPF records of those domains are evaluated
 * @param questions further questions to DNS
 * @param servers whose SMTP port is probed
 * @param mailboxes whose port for fetching mail is probed
 * @param policies domains whose MTA-STS policy is fetched
 * @param blocklisted addresses that are looked up on DNS blocklists
 */
public record RecheckScope(
    List<AwsPart> aws,
    List<String> addresses,
    List<String> domains,
    List<String> senders,
    List<DnsPart> questions,
    List<ServerPart> servers,
    List<MailboxPart> mailboxes,
    List<String> policies,
    List<String> blocklisted) {

  /**
   * Services of one Region.
   *
   * @param region null for services that are not regional
   */
  public record AwsPart(@Nullable String region, Set<AwsService> services) {}

  /** A question to DNS. */
  public record DnsPart(String name, String type) {}

  /**
   * A mail server.
   *
   * @param servedDomains the mail domains of the account whose MX leads to it
   */
  public record ServerPart(String address, List<String> servedDomains) {}

  /** A port for fetching mail. */
  public record MailboxPart(String address, Protocol protocol) {}

  /** Whether there is nothing to observe. */
  public boolean isEmpty() {
    return aws.isEmpty() && !asksDns() && !probes();
  }

  private boolean asksDns() {
    return !(addresses.isEmpty()
        && domains.isEmpty()
        && questions.isEmpty()
        && policies.isEmpty()
        && blocklisted.isEmpty());
  }

  private boolean probes() {
    return !servers.isEmpty() || !mailboxes.isEmpty();
  }

  /** The same without probes of other addresses than these. */
  RecheckScope probingOnly(Set<String> held) {
    return new RecheckScope(
        aws,
        addresses,
        domains,
        senders,
        questions,
        servers.stream().filter(server -> held.contains(server.address())).toList(),
        mailboxes.stream().filter(mailbox -> held.contains(mailbox.address())).toList(),
        policies,
        blocklisted);
  }

  /** The services to read in this Region. */
  Set<AwsService> services(String region) {
    return aws.stream()
        .filter(part -> region.equals(part.region()))
        .findFirst()
        .map(AwsPart::services)
        .orElse(Set.of());
  }

  private boolean reads(AwsService service) {
    return aws.stream().anyMatch(part -> part.services().contains(service));
  }

  /** The cells in their order; those of AWS can be collected in parallel. */
  List<List<Cell>> cells() {
    List<Cell> ofAws = new ArrayList<>();
    aws.forEach(part -> {
      if (part.region() != null) {
        ofAws.add(Cell.of(part.region()));
      }
    });
    if (reads(AwsService.SUPPORT)) {
      ofAws.add(Cell.of(Cell.Source.SUPPORT));
    }
    if (reads(AwsService.ROUTE53)) {
      ofAws.add(Cell.of(Cell.Source.ZONES));
    }
    List<List<Cell>> stages = new ArrayList<>(List.of(ofAws));
    if (asksDns() || probes()) {
      stages.add(List.of(Cell.of(Cell.Source.DNS)));
    }
    if (probes()) {
      stages.add(List.of(Cell.of(Cell.Source.SERVERS)));
    }
    return stages;
  }
}
