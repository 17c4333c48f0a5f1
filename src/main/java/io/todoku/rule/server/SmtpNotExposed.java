package io.todoku.rule.server;

import io.todoku.rule.Blindness;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Ingresses;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Shell;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.MailServer.Ending;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Ingress;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Security groups open port 25 to the whole world only where a mail server answers. */
@Component
class SmtpNotExposed implements Rule {

  static final String ID = "smtp-not-exposed";

  private static final int SMTP = 25;

  /** What was seen of one address. */
  private record Exposure(
      Sender address, Map<String, List<Ingress>> open, MailServer server, Snapshot snapshot) {

    String groups() {
      return String.join(", ", open.keySet());
    }
  }

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.SERVERS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Stream.concat(
            Sender.allIn(snapshot).stream().flatMap(a -> judge(snapshot, a).stream()),
            Blindness.of(
                ID,
                snapshot,
                region ->
                    PublicAddress.in(region).isEmpty()
                        ? List.of(region.networkInterfaces())
                        : List.of(region.networkInterfaces(), region.securityGroups()))
                .stream())
        .toList();
  }

  private static Optional<Finding> judge(Snapshot snapshot, Sender address) {
    return snapshot.knownRegions().stream()
        .filter(region -> region.name().equals(address.region()))
        .findFirst()
        .flatMap(region -> judge(snapshot, region, address));
  }

  private static Optional<Finding> judge(
      Snapshot snapshot, RegionInventory region, Sender address) {
    if (!(region.securityGroups() instanceof Known<List<SecurityGroup>>(var groups))) {
      return Optional.empty(); // told once for the Region
    }
    List<String> ids =
        region.networkInterfaces().orElse(List.of()).stream()
            .filter(nic -> nic.holds(address.address()))
            .flatMap(nic -> nic.securityGroupIds().stream())
            .toList();
    Exposure exposure =
        new Exposure(
            address,
            Ingresses.openToTheWorld(groups, ids, address.address(), SMTP),
            snapshot.server(address.address()),
            snapshot);
    if (!exposure.open().isEmpty()) {
      return Optional.of(judge(exposure));
    }
    return Ingresses.unlisted(groups, ids)
        .map(reason ->
            finding(exposure, Verdict.UNKNOWN, "unknown.groups", reason.detail(), reason));
  }

  private static Finding judge(Exposure exposure) {
    return switch (exposure.server().dialogue()) {
      case Unknown<Dialogue>(Reason reason) ->
          reason.cause() == Cause.TIMEOUT
              ? finding(exposure, Verdict.WARN, "warn.silent", exposure.groups(), null)
              : finding(exposure, Verdict.UNKNOWN, "unknown", exposure.groups(), reason);
      case Known<Dialogue>(Dialogue dialogue) -> judge(exposure, dialogue);
    };
  }

  private static Finding judge(Exposure exposure, Dialogue dialogue) {
    if (!dialogue.listening()) {
      return finding(exposure, Verdict.WARN, "warn.nothing", exposure.groups(), null);
    }
    if (dialogue.greeting() != null) {
      return finding(exposure, Verdict.PASS, "pass", exposure.groups(), null);
    }
    return dialogue.ending() == Ending.NOT_SMTP
        ? finding(exposure, Verdict.WARN, "warn.other", exposure.groups(), null)
        : finding(
            exposure,
            Verdict.UNKNOWN,
            "unknown",
            exposure.groups(),
            Reason.of(
                dialogue.ending() == Ending.TIMEOUT ? Cause.TIMEOUT : Cause.CUT_OFF,
                exposure.address().address() + ":" + SMTP,
                dialogue.ending().name()));
  }

  private static Finding finding(
      Exposure exposure, Verdict verdict, String key, String groups, @Nullable Reason reason) {
    return new Finding(
        ID,
        exposure.address().resource(),
        verdict,
        Text.of(ID + "." + key, exposure.address().address(), groups),
        reason,
        evidence(exposure),
        verdict == Verdict.WARN ? remedy(exposure) : Remedy.NONE);
  }

  private static List<Evidence> evidence(Exposure exposure) {
    List<String> permissions = new ArrayList<>();
    exposure
        .open()
        .forEach((id, rules) ->
            rules.forEach(
                r -> permissions.add(id + " " + ports(r) + " " + String.join(" ", r.sources()))));
    List<String> answer =
        switch (exposure.server().dialogue()) {
          case Unknown<Dialogue>(Reason r) -> List.of((r.cause() + " " + r.detail()).strip());
          case Known<Dialogue>(Dialogue d) when !d.listening() -> List.of("connection refused");
          case Known<Dialogue>(Dialogue d) ->
              d.greeting() == null
                  ? List.of(d.ending().name())
                  : d.greeting().lines().map(line -> "< " + line).toList();
        };
    return List.of(
        Evidence.aws(
            "ec2:DescribeSecurityGroups IpPermissions",
            permissions,
            exposure.snapshot().finishedAt()),
        Evidence.smtp(exposure.address().address() + ":" + SMTP, answer, exposure.server().at()));
  }

  private static String ports(Ingress rule) {
    return rule.fromPort() == null
        ? rule.protocol()
        : "%s %d-%d".formatted(rule.protocol(), rule.fromPort(), rule.toPort());
  }

  /** Takes away whole permissions, as AWS knows no other way. */
  private static Remedy remedy(Exposure exposure) {
    String region = Shell.word(exposure.address().region());
    String ranges =
        exposure.address().address().contains(":")
            ? "Ipv6Ranges=[{CidrIpv6=::/0}]"
            : "IpRanges=[{CidrIp=0.0.0.0/0}]";
    List<String> commands = new ArrayList<>();
    exposure
        .open()
        .forEach((id, rules) ->
            rules.forEach(rule -> {
              String ports =
                  rule.fromPort() == null
                      ? ""
                      : "FromPort=%d,ToPort=%d,".formatted(rule.fromPort(), rule.toPort());
              commands.add(
                  ("aws ec2 revoke-security-group-ingress --group-id %s --ip-permissions"
                          + " 'IpProtocol=%s,%s%s' --region %s")
                      .formatted(
                          Shell.word(id),
                          rule.protocol().equals("tcp") ? "tcp" : "-1",
                          ports,
                          ranges,
                          region));
            }));
    return new Remedy(
        List.of(Text.of(ID + ".do.close", exposure.groups()), Text.of(ID + ".do.start")), commands);
  }
}
