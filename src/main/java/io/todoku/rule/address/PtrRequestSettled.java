package io.todoku.rule.address;

import io.todoku.rule.Blindness;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Shell;
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
                        .map(held -> new Case(snapshot, addresses, region.name(), held).judge())),
            Blindness.of(ID, snapshot, r -> holdsNone(r) ? List.of() : List.of(r.reverseDns()))
                .stream())
        .toList();
  }

  /** Most Elastic IPs have the automatic name, of which EC2 holds nothing. */
  private static boolean isRequested(ReverseDns held) {
    return Stream.of(held.ptrRecord(), held.updateValue(), held.updateStatus(), held.updateReason())
        .anyMatch(text -> !isBlank(text));
  }

  private static boolean holdsNone(RegionInventory region) {
    return region.elasticIps() instanceof Known<List<ElasticIp>>(var all) && all.isEmpty();
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  /** One Elastic IP's. */
  private record Case(Snapshot snapshot, List<Sender> addresses, String region, ReverseDns held) {

    Finding judge() {
      String wanted = held.updateValue();
      boolean underWay =
          !isBlank(held.updateStatus())
              || !isBlank(held.updateReason())
              || (!isBlank(wanted) && !name(wanted).equals(name(held.ptrRecord())));
      return underWay ? update(name(wanted)) : settled(name(held.ptrRecord()));
    }

    /** EC2 documents no status but PENDING; what it means by another one is not guessed. */
    private Finding update(String wanted) {
      String status = Objects.requireNonNullElse(held.updateStatus(), "").strip();
      String reason = Objects.requireNonNullElse(held.updateReason(), "").strip();
      if (status.equalsIgnoreCase("PENDING")) {
        return wanted.isEmpty()
            ? finding(Verdict.WARN, "warn.removing", name(held.ptrRecord()), "", null)
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

    private Finding settled(String name) {
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

    private static String name(@Nullable String text) {
      return isBlank(text) ? "" : DnsLookup.canonical(Objects.requireNonNull(text).strip());
    }

    private DnsLookup publicPtr() {
      return snapshot.lookup(DnsLookup.reverseName(held.address()), "PTR");
    }

    private Finding finding(
        Verdict verdict, String key, String name, String detail, @Nullable Reason reason) {
      return new Finding(
          ID,
          resource(),
          verdict,
          Text.of(ID + "." + key, held.address(), name, detail),
          reason,
          List.of(heldAsEvidence(), Evidence.dns(publicPtr())),
          remedy(verdict, key, name));
    }

    /** The same that other rules speak of, be it a NAT gateway's. */
    private Resource resource() {
      return addresses.stream()
          .filter(a -> a.region().equals(region) && a.address().equals(held.address()))
          .map(Sender::resource)
          .findFirst()
          .orElseGet(() ->
              new Resource(
                  Resource.Type.ELASTIC_IP, held.allocationId(), region, held.address(), null));
    }

    private Evidence heldAsEvidence() {
      List<String> fields = new ArrayList<>();
      add(fields, "PtrRecord", held.ptrRecord());
      add(fields, "PtrRecordUpdate.Value", held.updateValue());
      add(fields, "PtrRecordUpdate.Status", held.updateStatus());
      add(fields, "PtrRecordUpdate.Reason", held.updateReason());
      return Evidence.aws(
          "ec2:DescribeAddressesAttribute --attribute domain-name --allocation-ids %s --region %s"
              .formatted(held.allocationId(), region),
          fields,
          snapshot.finishedAt());
    }

    private static void add(List<String> fields, String field, @Nullable String value) {
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
                            .formatted(Shell.word(held.allocationId()), Shell.word(region))));
        case FAIL ->
            name.isEmpty()
                ? new Remedy(
                    List.of(Text.of(ID + ".do.reset")),
                    List.of(
                        "aws ec2 reset-address-attribute --attribute domain-name"
                            + " --allocation-id %s --region %s"
                                .formatted(Shell.word(held.allocationId()), Shell.word(region))))
                : IncomingMail.first(
                    snapshot,
                    name,
                    new Remedy(
                        List.of(
                            Text.of("ptr.do.record", name, held.address()),
                            Text.of("ptr.do.request", name)),
                        List.of(
                            PtrRequest.record(name, held.address()),
                            PtrRequest.request(region, held.allocationId(), name),
                            PtrRequest.terraform(name, held.address(), held.allocationId()))));
        case UNKNOWN, PASS, NOT_APPLICABLE -> Remedy.NONE;
      };
    }
  }
}
