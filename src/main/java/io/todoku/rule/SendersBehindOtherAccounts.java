package io.todoku.rule;

import io.todoku.rule.SharedNetworks.ExitAddress;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.Snapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The private hosts that send mail by addresses of other accounts. Those accounts judge the
 * addresses; this one says where its mail leaves, and its mail domains must authorise them.
 */
public final class SendersBehindOtherAccounts {

  private SendersBehindOtherAccounts() {}

  /** Whether the account has such hosts. */
  public static boolean existIn(Snapshot snapshot) {
    return !SenderClassifier.of(snapshot).behindOtherAccounts().isEmpty();
  }

  /** The Regions that have such hosts. */
  public static Set<String> regionsIn(Snapshot snapshot) {
    return SenderClassifier.of(snapshot).behindOtherAccounts().stream()
        .map(sender -> Objects.requireNonNull(sender.host().resource().region()))
        .collect(Collectors.toSet());
  }

  /** The addresses of other accounts as senders of this account's mail domains. */
  public static List<Sender> sendersIn(Snapshot snapshot) {
    List<PrivateSender> hosts = SenderClassifier.of(snapshot).behindOtherAccounts();
    List<String> addresses =
        hosts.stream().flatMap(host -> exits(snapshot, host)).map(ExitAddress::address).toList();
    DomainSpf spf = new DomainSpf(snapshot, addresses);
    return hosts.stream()
        .flatMap(
            host -> exits(snapshot, host).map(exit -> sender(snapshot, host, exit.address(), spf)))
        .toList();
  }

  static List<Finding> findings(String rule, Snapshot snapshot) {
    return SenderClassifier.of(snapshot).behindOtherAccounts().stream()
        .map(sender -> finding(rule, snapshot, sender))
        .toList();
  }

  private static Finding finding(String rule, Snapshot snapshot, PrivateSender sender) {
    Resource host = sender.host().resource();
    List<ExitAddress> exits = exits(snapshot, sender).toList();
    return new Finding(
        rule,
        host,
        Verdict.NOT_APPLICABLE,
        Text.of(
            "finding.sends-elsewhere",
            host.id(),
            exits.stream().map(ExitAddress::address).collect(Collectors.joining(", ")),
            exits.stream()
                .map(ExitAddress::accountId)
                .distinct()
                .collect(Collectors.joining(", "))),
        null,
        List.of(
            Evidence.aws(
                "ec2:DescribeRouteTables, SearchTransitGatewayRoutes --region " + host.region(),
                Stream.concat(
                        sender.entries().stream()
                            .map(entry ->
                                "%s → %s".formatted(entry.vpcId(), entry.transitGatewayId())),
                        exits.stream()
                            .map(exit ->
                                "%s, account %s".formatted(exit.address(), exit.accountId())))
                    .toList(),
                snapshot.finishedAt())),
        Remedy.NONE);
  }

  private static Stream<ExitAddress> exits(Snapshot snapshot, PrivateSender sender) {
    return sender.exits().stream()
        .filter(exit -> !exit.accountId().equals(snapshot.account().id()));
  }

  /** For the only domain of the account, or else for those whose SPF records name the address. */
  private static Sender sender(
      Snapshot snapshot, PrivateSender host, String address, DomainSpf spf) {
    Set<String> named = new LinkedHashSet<>();
    RoleEvidence evidence = new RoleEvidence();
    for (MailDomain domain : snapshot.account().distinctDomains()) {
      if (new DomainEvidence(snapshot, domain.name(), address, evidence).addSending()) {
        named.add(domain.name());
      }
    }
    Resource resource = host.host().resource();
    return new Sender(
        new Resource(resource.type(), resource.id(), resource.region(), address, resource.name()),
        Objects.requireNonNull(resource.region()),
        null,
        resource.id(),
        false,
        sending(host),
        new Sender.Receiving(Sender.ReceivingRole.NO_SIGN, List.of()),
        new SenderDomains(
                snapshot, address, RoleDeclaration.ofTag(host.host().tags()), Set.of(), named, spf)
            .domains(true),
        Set.of());
  }

  private static Sender.Sending sending(PrivateSender host) {
    List<Text> evidence = host.evidence() == null ? List.of() : List.of(host.evidence());
    if (host.uncertainty() != null) {
      return new Sender.Sending(Sender.SendingRole.UNDETERMINED, evidence, host.uncertainty());
    }
    return host.exits().size() + host.translators().size() > 1
        ? new Sender.Sending(
            Sender.SendingRole.CANDIDATE, evidence, PrivateSenders.severalWaysOut(host.host()))
        : new Sender.Sending(Sender.SendingRole.SENDS, evidence, null);
  }
}
