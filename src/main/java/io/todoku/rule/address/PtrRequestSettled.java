package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.NotCollected;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The PTR that EC2 was asked for is the one that the world sees. */
@Component
class PtrRequestSettled implements Rule {

  static final String ID = "ptr-request-settled";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.ADDRESSES);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    List<Sender> addresses = Sender.allIn(snapshot);
    return Stream.concat(
            snapshot.knownRegions().stream()
                .flatMap(region ->
                    region.reverseDns().orElse(List.of()).stream()
                        .filter(PtrRequestSettled::isRequested)
                        .map(held ->
                            new PtrRequestJudgement(snapshot, addresses, region.name(), held)
                                .judge())),
            NotCollected.findings(
                ID, snapshot, r -> hasNoElasticIp(r) ? List.of() : List.of(r.reverseDns()))
                .stream())
        .toList();
  }

  /** Most Elastic IPs have the automatic name, of which EC2 holds nothing. */
  private static boolean isRequested(ReverseDns held) {
    return Stream.of(held.ptrRecord(), held.updateValue(), held.updateStatus(), held.updateReason())
        .anyMatch(text -> !isBlank(text));
  }

  private static boolean hasNoElasticIp(RegionInventory region) {
    return region.elasticIps() instanceof Known<List<ElasticIp>>(var all) && all.isEmpty();
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  /** One Elastic IP's. */
  private record PtrRequestJudgement(
      Snapshot snapshot, List<Sender> addresses, String region, ReverseDns reverseDns) {

    Finding judge() {
      String wanted = reverseDns.updateValue();
      boolean underWay =
          !isBlank(reverseDns.updateStatus())
              || !isBlank(reverseDns.updateReason())
              || (!isBlank(wanted)
                  && !canonicalName(wanted).equals(canonicalName(reverseDns.ptrRecord())));
      return underWay
          ? judgeUpdate(canonicalName(wanted))
          : judgeSettled(canonicalName(reverseDns.ptrRecord()));
    }

    /** EC2 documents no status but PENDING; what it means by another one is not guessed. */
    private Finding judgeUpdate(String wanted) {
      String status = Objects.requireNonNullElse(reverseDns.updateStatus(), "").strip();
      String reason = Objects.requireNonNullElse(reverseDns.updateReason(), "").strip();
      if (status.equalsIgnoreCase("PENDING")) {
        return wanted.isEmpty()
            ? finding(
                Verdict.WARN, "warn.removing", canonicalName(reverseDns.ptrRecord()), "", null)
            : finding(Verdict.WARN, "warn.pending", wanted, "", null);
      }
      if (status.equalsIgnoreCase("FAILED") || (status.isEmpty() && !reason.isEmpty())) {
        return finding(
            Verdict.FAIL, reason.isEmpty() ? "fail" : "fail.reason", wanted, reason, null);
      }
      return finding(
          Verdict.UNKNOWN,
          "unknown.status",
          wanted,
          status,
          Reason.of(
              Reason.Cause.INCONCLUSIVE,
              "ec2:DescribeAddressesAttribute",
              (status + " " + reason).strip()));
    }

    private Finding judgeSettled(String name) {
      return switch (publicPtr().answer()) {
        case Unknown<DnsAnswer>(Reason reason) ->
            finding(Verdict.UNKNOWN, "unknown", name, "", reason);
        case Known<DnsAnswer>(DnsAnswer answer) -> {
          List<String> seen = answer.records().stream().map(DnsLookup::canonical).toList();
          if (seen.contains(name)) {
            yield finding(Verdict.PASS, "pass", name, "", null);
          }
          yield seen.isEmpty()
              ? finding(Verdict.WARN, "warn.none", name, "", null)
              : finding(Verdict.WARN, "warn.old", name, String.join(", ", seen), null);
        }
      };
    }

    private static String canonicalName(@Nullable String text) {
      return isBlank(text) ? "" : DnsLookup.canonical(Objects.requireNonNull(text).strip());
    }

    private DnsLookup publicPtr() {
      return snapshot.lookup(DnsLookup.reverseName(reverseDns.address()), "PTR");
    }

    private Finding finding(
        Verdict verdict, String key, String name, String detail, @Nullable Reason reason) {
      return new Finding(
          ID,
          resource(),
          verdict,
          Text.of(ID + "." + key, reverseDns.address(), name, detail),
          reason,
          List.of(reverseDnsEvidence(), Evidence.dns(publicPtr())),
          remedy(verdict, key, name));
    }

    /** The same that other rules speak of, be it a NAT gateway's. */
    private Resource resource() {
      return addresses.stream()
          .filter(a -> a.region().equals(region) && a.address().equals(reverseDns.address()))
          .map(Sender::resource)
          .findFirst()
          .orElseGet(() ->
              new Resource(
                  Resource.Type.ELASTIC_IP,
                  reverseDns.allocationId(),
                  region,
                  reverseDns.address(),
                  null));
    }

    private Evidence reverseDnsEvidence() {
      List<String> fields = new ArrayList<>();
      addField(fields, "PtrRecord", reverseDns.ptrRecord());
      addField(fields, "PtrRecordUpdate.Value", reverseDns.updateValue());
      addField(fields, "PtrRecordUpdate.Status", reverseDns.updateStatus());
      addField(fields, "PtrRecordUpdate.Reason", reverseDns.updateReason());
      return Evidence.aws(
          "ec2:DescribeAddressesAttribute --attribute domain-name --allocation-ids %s --region %s"
              .formatted(reverseDns.allocationId(), region),
          fields,
          snapshot.finishedAt());
    }

    private static void addField(List<String> fields, String field, @Nullable String value) {
      if (!isBlank(value)) {
        fields.add(field + ": " + value);
      }
    }

    private Remedy remedy(Verdict verdict, String key, String name) {
      return switch (verdict) {
        case WARN ->
            new Remedy(
                List.of(
                    Text.of(
                        key.startsWith("warn.pending") || key.startsWith("warn.removing")
                            ? ID + ".do.wait"
                            : ID + ".do.ttl")),
                List.of(
                    "aws ec2 describe-addresses-attribute --attribute domain-name"
                        + " --allocation-ids %s --region %s"
                            .formatted(
                                ShellArgument.quote(reverseDns.allocationId()),
                                ShellArgument.quote(region))));
        case FAIL ->
            name.isEmpty()
                ? new Remedy(
                    List.of(Text.of(ID + ".do.reset")),
                    List.of(
                        "aws ec2 reset-address-attribute --attribute domain-name"
                            + " --allocation-id %s --region %s"
                                .formatted(
                                    ShellArgument.quote(reverseDns.allocationId()),
                                    ShellArgument.quote(region))))
                : IncomingMailWarning.prependTo(
                    snapshot,
                    name,
                    new Remedy(
                        List.of(
                            Text.of("ptr.do.record", name, reverseDns.address()),
                            Text.of("ptr.do.request", name)),
                        List.of(
                            PtrRemedy.zoneFileRecord(name, reverseDns.address()),
                            PtrRemedy.requestCommand(region, reverseDns.allocationId(), name),
                            PtrRemedy.terraform(
                                name, reverseDns.address(), reverseDns.allocationId()))));
        case UNKNOWN, PASS, NOT_APPLICABLE -> Remedy.NONE;
      };
    }
  }
}
