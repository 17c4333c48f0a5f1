package io.todoku.recheck;

import io.todoku.collect.RecheckScope;
import io.todoku.collect.RecheckScope.AwsPart;
import io.todoku.collect.RecheckScope.DnsPart;
import io.todoku.collect.RecheckScope.MailboxPart;
import io.todoku.collect.RecheckScope.ServerPart;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.AwsService;
import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.MailboxServer;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what is to be observed again for some findings: what their evidence rests on, and the
 * names of their addresses and domains.
 *
 * <p>Only addresses of the inventory are probed, and only where the inventory of their Region is
 * read again first: an address that the account has released meanwhile belongs to a stranger.
 */
final class RecheckScopeBuilder {

  private static final Pattern QUESTION = Pattern.compile("(\\S+) (A|AAAA|PTR|MX|TXT)");
  private static final Pattern REGION = Pattern.compile("--region ([a-z0-9-]+)");

  private final Snapshot base;
  private final Map<String, PublicAddress> inventory = new LinkedHashMap<>();
  private final Map<String, String> regionOfAddress = new HashMap<>();
  private final Map<String, Set<AwsService>> regional = new LinkedHashMap<>();
  private final Set<AwsService> global = EnumSet.noneOf(AwsService.class);
  private final Set<String> addresses = new LinkedHashSet<>();
  private final Set<String> domains = new LinkedHashSet<>();
  private final Set<DnsPart> questions = new LinkedHashSet<>();
  private final Set<String> servers = new LinkedHashSet<>();
  private final Set<MailboxPart> mailboxes = new LinkedHashSet<>();
  private final Set<String> policies = new LinkedHashSet<>();
  private final Set<String> blocklisted = new LinkedHashSet<>();

  private RecheckScopeBuilder(Snapshot base) {
    this.base = base;
    base.knownRegions()
        .forEach(region ->
            PublicAddress.in(region)
                .forEach(address -> {
                  inventory.putIfAbsent(address.address(), address);
                  regionOfAddress.putIfAbsent(address.address(), region.name());
                }));
  }

  /**
   * @param findings of the snapshot that the target covers
   * @param readsAws whether the account can be reached in AWS
   */
  static RecheckScope of(
      Snapshot base, RecheckTarget target, List<Finding> findings, boolean readsAws) {
    RecheckScopeBuilder builder = new RecheckScopeBuilder(base);
    findings.forEach(builder::add);
    switch (target.kind()) {
      case ADDRESS -> builder.addAddress(target.names().getFirst());
      case DOMAIN -> builder.addDomain(target.names().getFirst());
      case FINDINGS -> {} // their evidence says all
    }
    return builder.build(readsAws);
  }

  private void add(Finding finding) {
    Resource resource = finding.resource();
    if (resource.address() != null) {
      addresses.add(resource.address());
    }
    if (resource.type() == Resource.Type.MAIL_DOMAIN) {
      addDomain(resource.id());
    }
    finding.evidence().forEach(evidence -> add(evidence, resource));
    if (finding.unknownReason() != null) {
      addSource(finding.unknownReason().source(), resource);
    }
  }

  private void add(Evidence evidence, Resource resource) {
    switch (evidence.source()) {
      case "web" ->
          base.mtaStsPolicies().stream()
              .filter(policy -> policy.url().equals(evidence.query()))
              .forEach(policy -> policies.add(policy.domain()));
      case "mailbox" ->
          base.mailboxes().stream()
              .filter(mailbox -> isAt(evidence.query(), mailbox.address(), mailbox.port()))
              .forEach(this::addMailbox);
      case "person" -> {} // nobody can be asked again
      default -> addSource(evidence.query(), resource);
    }
  }

  /**
   * @param source an action of AWS, a question to DNS, or a host and port
   */
  private void addSource(String source, Resource resource) {
    AwsService.ofAction(source)
        .ifPresent(service -> addService(service, source, resource.region()));
    Matcher question = QUESTION.matcher(source);
    if (question.matches()) {
      addQuestion(new DnsPart(DnsLookup.canonical(question.group(1)), question.group(2)), resource);
    }
    base.servers().stream()
        .filter(server -> isAt(source, server.address(), server.port()))
        .forEach(server -> addServer(server.address()));
  }

  private void addService(AwsService service, String action, @Nullable String resourceRegion) {
    if (!service.isRegional()) {
      global.add(service);
      return;
    }
    Matcher named = REGION.matcher(action);
    String region = named.find() ? named.group(1) : resourceRegion;
    if (base.knownRegions().stream().map(RegionInventory::name).anyMatch(n -> n.equals(region))) {
      regional.computeIfAbsent(region, _ -> EnumSet.noneOf(AwsService.class)).add(service);
    }
  }

  /**
   * An entry of a blocklist is looked up in the order that the list's own test entries demand. A
   * finding may rest on the test entries alone: then the list has not answered about its address.
   */
  private void addQuestion(DnsPart question, Resource resource) {
    List<String> lists = base.blocklists().orElse(List.of());
    if (lists.stream().noneMatch(list -> question.name().endsWith("." + list))) {
      questions.add(question);
      return;
    }
    if (resource.address() != null && inventory.containsKey(resource.address())) {
      blocklisted.add(resource.address());
    }
    inventory.keySet().stream()
        .filter(address ->
            lists.stream().anyMatch(l -> Blocklists.entryName(address, l).equals(question.name())))
        .forEach(blocklisted::add);
  }

  private void addServer(String address) {
    if (inventory.containsKey(address)) {
      servers.add(address);
    }
  }

  private void addMailbox(MailboxServer mailbox) {
    if (inventory.containsKey(mailbox.address())) {
      mailboxes.add(new MailboxPart(mailbox.address(), mailbox.protocol()));
    }
  }

  private static boolean isAt(String source, String address, int port) {
    return source.equals(address + ":" + port) || source.equals("[" + address + "]:" + port);
  }

  private void addAddress(String text) {
    addresses.add(text);
    inventory.values().stream()
        .filter(known -> Network.sameAddress(known.address(), text))
        .filter(known -> !known.idle() && known.kind() != PublicAddress.AddressKind.NAT_GATEWAY)
        .forEach(known -> {
          addServer(known.address());
          blocklisted.add(known.address());
        });
    base.mailboxes().stream()
        .filter(mailbox -> Network.sameAddress(mailbox.address(), text))
        .forEach(this::addMailbox);
  }

  private void addDomain(String domain) {
    base.account().mailDomains().stream()
        .map(AccountFacts.MailDomain::name)
        .filter(name -> DnsLookup.canonical(name).equals(DnsLookup.canonical(domain)))
        .forEach(name -> {
          domains.add(name);
          policies.add(DnsLookup.canonical(name));
        });
  }

  private RecheckScope build(boolean readsAws) {
    List<AwsPart> aws = new ArrayList<>();
    if (readsAws) {
      servers.forEach(this::readHolder);
      mailboxes.forEach(mailbox -> readHolder(mailbox.address()));
      regional.forEach((region, services) -> aws.add(new AwsPart(region, services)));
      if (!global.isEmpty()) {
        aws.add(new AwsPart(null, global));
      }
    }
    return new RecheckScope(
        List.copyOf(aws),
        List.copyOf(addresses),
        List.copyOf(domains),
        domains.isEmpty() ? List.of() : List.copyOf(inventory.keySet()),
        List.copyOf(questions),
        readsAws
            ? servers.stream()
                .map(address -> new ServerPart(address, servedDomains(address)))
                .toList()
            : List.of(),
        readsAws ? List.copyOf(mailboxes) : List.of(),
        List.copyOf(policies),
        List.copyOf(blocklisted));
  }

  /** Reads what tells whether the account still holds the address. */
  private void readHolder(String address) {
    AwsService service =
        switch (Objects.requireNonNull(inventory.get(address)).kind()) {
          case LIGHTSAIL_ADDRESS -> AwsService.LIGHTSAIL;
          case SES_ADDRESS -> AwsService.SES;
          case ELASTIC_IP, PUBLIC_IP, IPV6_ADDRESS, NAT_GATEWAY, CARRIER_ADDRESS -> AwsService.EC2;
        };
    regional
        .computeIfAbsent(
            regionOfAddress.getOrDefault(address, ""), _ -> EnumSet.noneOf(AwsService.class))
        .add(service);
  }

  /** The mail domains whose MX led to the address in the snapshot. */
  private List<String> servedDomains(String address) {
    Map<String, List<String>> hosts = new HashMap<>();
    base.account()
        .mailDomains()
        .forEach(domain -> hosts.put(domain.name(), base.lookup(domain.name(), "MX").mailHosts()));
    return hosts.entrySet().stream()
        .filter(entry ->
            entry.getValue().stream()
                .flatMap(host -> Stream.of(base.lookup(host, "A"), base.lookup(host, "AAAA")))
                .anyMatch(lookup -> lookup.resolvesTo(address)))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
