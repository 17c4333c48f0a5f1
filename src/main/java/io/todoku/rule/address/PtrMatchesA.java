package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A name that an address's PTR gives resolves back to it (RFC 8601 section 3, {@code iprev}). */
@Component
class PtrMatchesA implements Rule {

  static final String ID = "ptr-matches-a";

  private static final int MAX_NAMES = 10;

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.ADDRESSES);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Senders.judge(ID, snapshot, sender -> Stream.of(judge(snapshot, sender)));
  }

  private static Finding judge(Snapshot snapshot, Sender sender) {
    DnsLookup ptr = snapshot.lookup(DnsLookup.reverseName(sender.address()), "PTR");
    List<Evidence> evidence = new ArrayList<>(List.of(Evidence.dns(ptr)));
    return switch (ptr.answer()) {
      case Unknown<DnsAnswer>(Reason reason) ->
          finding(sender, Verdict.UNKNOWN, "unknown.ptr", "", reason, evidence, Remedy.NONE);
      case Known<DnsAnswer>(DnsAnswer answer) ->
          switch (answer.status()) {
            case ANSWERED -> forward(snapshot, sender, answer.records(), evidence);
            case NXDOMAIN, NODATA ->
                answer.aliases().isEmpty()
                    ? finding(sender, Verdict.NOT_APPLICABLE, "na", "", null, evidence, Remedy.NONE)
                    : finding(
                        sender,
                        Verdict.FAIL,
                        "fail.alias",
                        answer.aliases().getLast(),
                        null,
                        evidence,
                        new Remedy(List.of(Text.of("ptr.do.alias")), List.of()));
            case BOGUS ->
                finding(
                    sender,
                    Verdict.FAIL,
                    "fail.bogus",
                    ptr.name(),
                    null,
                    evidence,
                    new Remedy(List.of(Text.of("ptr.do.dnssec", ptr.name())), List.of()));
            case CNAME_LOOP ->
                finding(
                    sender,
                    Verdict.FAIL,
                    "fail.loop",
                    ptr.name(),
                    null,
                    evidence,
                    new Remedy(List.of(Text.of("ptr.do.alias")), List.of()));
          };
    };
  }

  /** Every name is looked at, as one that matches is enough, and one that is silent may match. */
  private static Finding forward(
      Snapshot snapshot, Sender sender, List<String> names, List<Evidence> evidence) {
    String type = sender.address().contains(":") ? "AAAA" : "A";
    List<String> asked = names.stream().limit(MAX_NAMES).toList();
    List<String> seen = new ArrayList<>();
    @Nullable Reason silent = null;
    @Nullable String matching = null;
    for (String name : asked) {
      DnsLookup forward = snapshot.lookup(name, type);
      evidence.add(Evidence.dns(forward));
      switch (forward.answer()) {
        case Unknown<DnsAnswer>(Reason reason) -> silent = reason;
        case Known<DnsAnswer>(DnsAnswer answer) -> {
          if (answer.records().stream()
              .anyMatch(record -> Network.same(record, sender.address()))) {
            matching = name;
          }
          if (!answer.records().isEmpty()) {
            seen.add(String.join(", ", answer.records()));
          }
        }
      }
    }
    String cut = names.size() > asked.size() ? ".cut" : "";
    if (matching != null) {
      return finding(sender, Verdict.PASS, "pass" + cut, matching, null, evidence, Remedy.NONE);
    }
    if (silent != null || !cut.isEmpty()) {
      Reason reason =
          silent != null
              ? silent
              : Reason.of(
                  Reason.Cause.NOT_ASKED, names.get(MAX_NAMES) + " " + type, "more than 10 names");
      return finding(
          sender,
          Verdict.UNKNOWN,
          "unknown.a",
          String.join(", ", asked),
          reason,
          evidence,
          Remedy.NONE);
    }
    return new Finding(
        ID,
        sender.resource(),
        Verdict.FAIL,
        Text.of(
            seen.isEmpty() ? ID + ".fail.nowhere" : ID + ".fail",
            sender.address(),
            String.join(", ", asked),
            String.join("; ", seen)),
        null,
        evidence,
        remedy(snapshot, sender, asked, type));
  }

  /** The PTR is there; what is missing is that its name leads back. */
  private static Remedy remedy(Snapshot snapshot, Sender sender, List<String> names, String type) {
    Optional<String> own =
        names.stream().filter(name -> !GenericName.is(name, sender.address())).findFirst();
    if (own.isEmpty()) {
      return PtrRequest.forMissing(sender);
    }
    String name = own.get();
    Status status =
        snapshot.lookup(name, type).answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
            ? answer.status()
            : Status.ANSWERED;
    return switch (status) {
      case ANSWERED -> PtrRequest.forwardElsewhere(sender, name, type);
      case NXDOMAIN, NODATA -> PtrRequest.forwardMissing(sender, name, type);
      case BOGUS -> new Remedy(List.of(Text.of("ptr.do.dnssec", name)), List.of());
      case CNAME_LOOP -> new Remedy(List.of(Text.of("ptr.do.cname", name, type)), List.of());
    };
  }

  private static Finding finding(
      Sender sender,
      Verdict verdict,
      String key,
      String name,
      @Nullable Reason reason,
      List<Evidence> evidence,
      Remedy remedy) {
    return new Finding(
        ID,
        sender.resource(),
        verdict,
        Text.of(ID + "." + key, sender.address(), name),
        reason,
        List.copyOf(evidence),
        remedy);
  }
}
