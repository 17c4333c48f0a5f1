package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.NotCollected;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.RemedyStage;
import io.todoku.rule.Resource;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
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

/** The PTR that EC2 was asked to set is the one that public DNS answers. */
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
                        .map(entry ->
                            new PtrRequestJudgement(snapshot, addresses, region.name(), entry)
                                .judge())),
            NotCollected.findings(
                ID,
                snapshot,
                region -> hasNoElasticIp(region) ? List.of() : List.of(region.reverseDns()))
                .stream())
        .toList();
  }

  /** Whether a PTR was ever requested; EC2 holds nothing for an address with its automatic name. */
  private static boolean isRequested(ReverseDns entry) {
    return Stream.of(
            entry.ptrRecord(), entry.updateValue(), entry.updateStatus(), entry.updateReason())
        .anyMatch(text -> !isBlank(text));
  }

  private static boolean hasNoElasticIp(RegionInventory region) {
    return region.elasticIps() instanceof Known<List<ElasticIp>>(var elasticIps)
        && elasticIps.isEmpty();
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private record PtrRequestJudgement(
      Snapshot snapshot, List<Sender> addresses, String region, ReverseDns reverseDns) {

    Finding judge() {
      String requestedName = canonicalName(reverseDns.updateValue());
      String currentName = canonicalName(reverseDns.ptrRecord());
      boolean updating =
          !isBlank(reverseDns.updateStatus())
              || !isBlank(reverseDns.updateReason())
              || (!requestedName.isEmpty() && !requestedName.equals(currentName));
      return updating ? judgeUpdate(requestedName, currentName) : judgeSettled(currentName);
    }

    /** EC2 documents only the status PENDING, so another one gives no verdict but UNKNOWN. */
    private Finding judgeUpdate(String requestedName, String currentName) {
      String status = Objects.requireNonNullElse(reverseDns.updateStatus(), "").strip();
      String reason = Objects.requireNonNullElse(reverseDns.updateReason(), "").strip();
      if (status.equalsIgnoreCase("PENDING")) {
        return (requestedName.isEmpty()
                ? finding().warn("warn.removing", currentName)
                : finding().warn("warn.pending", requestedName))
            .withRemedy(waitRemedy(".do.wait"));
      }
      if (status.equalsIgnoreCase("FAILED") || (status.isEmpty() && !reason.isEmpty())) {
        return finding()
            .fail(reason.isEmpty() ? "fail" : "fail.reason", requestedName, reason)
            .withRemedy(requestedName.isEmpty() ? resetRemedy() : requestRemedy(requestedName));
      }
      return finding()
          .unknown(
              Reason.of(
                  ReasonKind.INCONCLUSIVE,
                  "ec2:DescribeAddressesAttribute",
                  (status + " " + reason).strip()),
              "unknown.status",
              requestedName,
              status);
    }

    private Finding judgeSettled(String name) {
      return switch (snapshot.ptrLookup(reverseDns.address()).answer()) {
        case Unknown<DnsAnswer>(Reason reason) -> finding().unknown(reason, "unknown", name);
        case Known<DnsAnswer>(DnsAnswer answer) -> {
          List<String> publicNames = answer.records().stream().map(DnsLookup::canonical).toList();
          if (publicNames.contains(name)) {
            yield finding().pass("pass", name);
          }
          yield (publicNames.isEmpty()
                  ? finding().warn("warn.none", name)
                  : finding().warn("warn.old", name, String.join(", ", publicNames)))
              .withRemedy(waitRemedy(".do.ttl"));
        }
      };
    }

    private static String canonicalName(@Nullable String text) {
      return isBlank(text) ? "" : DnsLookup.canonical(Objects.requireNonNull(text).strip());
    }

    private FindingBuilder finding() {
      return Finding.of(ID, resource())
          .evidence(reverseDnsEvidence(), Evidence.dns(snapshot.ptrLookup(reverseDns.address())));
    }

    /** The resource of other rules' findings about the address, which may be a NAT gateway. */
    private Resource resource() {
      return addresses.stream()
          .filter(sender -> sender.region().equals(region))
          .filter(sender -> sender.address().equals(reverseDns.address()))
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

    private Remedy waitRemedy(String key) {
      return Remedy.of(Text.of(ID + key))
          .verifying(
              RemedyStage.of(
                  Text.of("remedy.verify.request"),
                  RemedyBlock.aws(
                      "aws ec2 describe-addresses-attribute --attribute domain-name"
                          + " --allocation-ids %s --region %s"
                              .formatted(
                                  ShellArgument.quote(reverseDns.allocationId()),
                                  ShellArgument.quote(region)))));
    }

    private Remedy resetRemedy() {
      return Remedy.of(
          Text.of(ID + ".do.reset"),
          RemedyBlock.aws(
              "aws ec2 reset-address-attribute --attribute domain-name"
                  + " --allocation-id %s --region %s"
                      .formatted(
                          ShellArgument.quote(reverseDns.allocationId()),
                          ShellArgument.quote(region))));
    }

    private Remedy requestRemedy(String name) {
      return IncomingMailWarning.addTo(
          snapshot,
          name,
          PtrRemedy.ofElasticIp(
              snapshot, region, reverseDns.address(), reverseDns.allocationId(), name));
    }
  }
}
