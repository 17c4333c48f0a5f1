package io.todoku.rule;

import io.todoku.rule.PrivateHosts.PrivateHost;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The findings for private hosts that send mail, or may, and whose public address is not known:
 * UNKNOWN, because their mail may leave by another account's gateway, by a proxy, or not at all.
 */
public final class SendersWithoutEgressPath {

  private SendersWithoutEgressPath() {}

  /** The Regions that have such hosts; none where the addresses could not be listed. */
  public static Set<String> regionsIn(Snapshot snapshot) {
    return in(snapshot).keySet();
  }

  /** Why the address of the first such host is not known. */
  public static Stream<Reason> reasonsIn(Snapshot snapshot) {
    return Stream.of(
            in(snapshot).values().stream()
                .flatMap(List::stream)
                .map(SendersWithoutEgressPath::reason),
            SenderClassifier.of(snapshot).balancersWithoutSender().stream()
                .map(SendersWithoutEgressPath::unknownTarget),
            SenderClassifier.of(snapshot).unknownHosts().values().stream())
        .flatMap(reasons -> reasons);
  }

  private static Map<String, List<PrivateSender>> in(Snapshot snapshot) {
    return SenderClassifier.of(snapshot).withoutKnownAddress();
  }

  static List<Finding> findings(String rule, Snapshot snapshot) {
    return Stream.of(
            in(snapshot).values().stream()
                .flatMap(List::stream)
                .map(sender -> finding(rule, snapshot, sender)),
            SenderClassifier.of(snapshot).balancersWithoutSender().stream()
                .map(balancer -> finding(rule, snapshot, balancer)),
            unknownHosts(rule, snapshot))
        .flatMap(findings -> findings)
        .toList();
  }

  /** UNKNOWN for each Region whose private hosts may send, as far as is known. */
  public static Stream<Finding> unknownHosts(String rule, Snapshot snapshot) {
    Set<String> notListed =
        NotCollected.addressFindings(rule, snapshot).stream()
            .map(finding -> finding.resource().id())
            .collect(Collectors.toSet());
    return SenderClassifier.of(snapshot).unknownHosts().entrySet().stream()
        .filter(entry -> !notListed.contains(entry.getKey()))
        .map(entry ->
            new Finding(
                rule,
                Resource.region(entry.getKey()),
                Verdict.UNKNOWN,
                Text.of("finding.private-hosts", entry.getKey()),
                entry.getValue(),
                List.of(Evidence.awsFailure(entry.getValue(), snapshot.finishedAt())),
                Remedy.NONE));
  }

  /** Mail comes in by a load balancer, and nothing shows which server answers and by what way. */
  private static Finding finding(String rule, Snapshot snapshot, Sender balancer) {
    return new Finding(
        rule,
        balancer.resource(),
        Verdict.UNKNOWN,
        Text.of("finding.no-sender-behind", balancer.address()),
        unknownTarget(balancer),
        List.of(
            Evidence.aws(
                "ec2:DescribeNetworkInterfaces --region " + balancer.region(),
                List.of(balancer.address() + " " + balancer.resource().id()),
                snapshot.finishedAt())),
        Remedy.of(Text.of("finding.do.tag-target")));
  }

  private static Reason unknownTarget(Sender balancer) {
    return Question.DOES_TARGET_SEND.about(
        balancer.address(), "load balancer " + balancer.address());
  }

  private static Reason reason(PrivateSender sender) {
    return Objects.requireNonNullElseGet(
        sender.untraceable(),
        () ->
            new Reason(
                ReasonKind.INCONCLUSIVE,
                "ec2:DescribeRouteTables " + sender.host().id(),
                "no route to the Internet",
                "egress-elsewhere"));
  }

  private static Finding finding(String rule, Snapshot snapshot, PrivateSender sender) {
    PrivateHost host = sender.host();
    Reason reason = reason(sender);
    List<String> lines = new ArrayList<>();
    if (sender.declared()) {
      lines.add("%s %s = %s".formatted(host.id(), MailTag.KEY, host.tags().get(MailTag.KEY)));
    } else {
      lines.add(host.id() + " " + String.join(", ", host.securityGroupIds()));
    }
    lines.add(
        "%s: no address known that mail leaves from"
            .formatted(Objects.requireNonNullElse(host.vpcId(), "no VPC")));
    return new Finding(
        rule,
        host.resource(),
        Verdict.UNKNOWN,
        Text.of(sender.declared() ? "finding.no-way-out" : "finding.no-way-out.port", host.id()),
        reason,
        List.of(
            Evidence.aws(
                "ec2:DescribeInstances, DescribeNatGateways --region " + host.resource().region(),
                lines,
                snapshot.finishedAt()),
            Evidence.awsFailure(reason, snapshot.finishedAt())),
        Remedy.of(Text.of("finding.do.name-way-out")));
  }
}
