package io.todoku.rule.limit;

import io.todoku.rule.Finding;
import io.todoku.rule.NotCollected;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.SendersBehindOtherAccounts;
import io.todoku.rule.SendersWithoutEgressPath;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Snapshot;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** AWS has lifted the block on outbound port 25 for the account in each Region that sends mail. */
@Component
class SendLimitRemoved implements Rule {

  static final String ID = "send-limit-removed";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.LIMITS)
        .acceptingAttestation()
        .order(35)
        .revision(2);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    Map<String, List<Sender>> byRegion =
        Sender.possibleIn(snapshot).stream()
            .filter(Sender::leavesByEc2)
            .collect(Collectors.groupingBy(Sender::region, TreeMap::new, Collectors.toList()));
    Set<String> regionsOfPrivateSenders =
        Stream.of(
                SendersWithoutEgressPath.regionsIn(snapshot),
                SendersBehindOtherAccounts.regionsIn(snapshot))
            .flatMap(Set::stream)
            .collect(Collectors.toSet());
    regionsOfPrivateSenders.forEach(region -> byRegion.putIfAbsent(region, List.of()));
    List<Finding> findings = new ArrayList<>();
    byRegion.forEach((region, senders) -> {
      Finding finding = judge(snapshot, region, senders);
      boolean certain =
          regionsOfPrivateSenders.contains(region)
              || mostCertain(senders).role() == Sender.SendingRole.CANDIDATE;
      findings.add(certain ? finding : Senders.unknownUnlessSender(mostCertain(senders), finding));
    });
    Stream.concat(
            NotCollected.addressFindings(ID, snapshot).stream(),
            SendersWithoutEgressPath.unknownHosts(ID, snapshot))
        .filter(finding ->
            finding.resource().region() == null
                || !byRegion.containsKey(finding.resource().region()))
        .forEach(findings::add);
    return findings;
  }

  private static Sender mostCertain(List<Sender> senders) {
    return senders.stream().min(Comparator.comparing(Sender::role)).orElseThrow();
  }

  private static Finding judge(Snapshot snapshot, String region, List<Sender> senders) {
    String request = SendLimitRequestText.of(snapshot, region, senders);
    LocalDate today = LocalDate.ofInstant(snapshot.judgedAt(), ZoneOffset.UTC);
    return Attestation.latest(snapshot.attestations(), ID, region, today)
        .map(attestation ->
            new SendLimitAttestationJudgement(snapshot, region, attestation).judge(request))
        .orElseGet(() -> new SendLimitCaseJudgement(snapshot, region).judge(request));
  }

  /** The key of a text that counts days, which has a variant for none. */
  static String keyForAge(String key, long days) {
    return days < 1 ? key + ".today" : key;
  }
}
