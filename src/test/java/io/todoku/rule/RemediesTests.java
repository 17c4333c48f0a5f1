package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SnapshotFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;

/**
 * Remedies only mend: where the commands of a remedy are applied to the snapshot that it was given
 * for, the finding passes, and no other finding is worse.
 */
class RemediesTests {

  /** A remedy may be a first step, after which the finding has another remedy. */
  private static final int MAX_STEPS = 4;

  /** What is left to a person: to watch reports, to mend a server, to answer a question. */
  private static final Set<String> LEFT_TO_PEOPLE =
      Set.of(
          "mta-sts-published.warn.testing",
          "mta-sts-published.warn.testing.broken",
          "spf-authorises-senders.unknown.role");

  /** Steps that no command stands for. */
  private static final Set<String> STEPS_WITHOUT_COMMAND =
      Set.of("rds-subnet-group-spans-azs.do.create");

  private final RuleEngine engine = AllRules.engine();

  /** A domain for each way in which a record can be wrong; all send by one server. */
  private static Snapshot wrongRecords() {
    Map<String, String> spf = new LinkedHashMap<>();
    spf.put("redirected.example", "v=spf1 redirect=_spf.redirected.example");
    spf.put("ignored.example", "v=spf1 redirect=_spf.ignored.example ~all");
    spf.put("open.example", "v=spf1 mx +all");
    spf.put("included.example", "v=spf1 mx include:open.example -all");
    spf.put("half.example", "v=spf1 mx ip4:0.0.0.0/1 ip4:128.0.0.0/2 ip4:192.0.0.0/3 -all");
    spf.put("halves.example", "v=spf1 mx include:half.example -all");
    spf.put("excluded.example", "v=spf1 -ip4:203.0.113.0/24 mx -all");
    spf.put("neutral.example", "v=spf1 mx ?all");
    spf.put("endless.example", "v=spf1 mx");
    SnapshotBuilder snapshot =
        aSnapshot()
            .withSender("203.0.113.9")
            .ptr("203.0.113.9", "mail.neutral.example")
            .dns("mail.neutral.example", "A", "203.0.113.9")
            .dnsStatus("mail.neutral.example", "AAAA", Status.NODATA)
            .dns("_spf.redirected.example", "TXT", "v=spf1 ip4:203.0.113.9 ?all")
            .dns("_spf.ignored.example", "TXT", "v=spf1 ip4:203.0.113.9 ?all")
            .dnsStatus("_dmarc.example", "TXT", Status.NXDOMAIN);
    List<String> dmarc =
        List.of(
            "v=DMARC1; p=none; sp=reject; adkim=s; rua=mailto:d@vendor.example",
            "v=DMARC1; p=reject; pct=0; aspf=s",
            "v=DMARC1; p=quarantine; t=y",
            "v=DMARC1; p=block; sp=quarantine",
            "v=dmarc1; p=reject",
            "v=DMARC1; rua=mailto:d@vendor.example",
            "v=DMARC1; p=none; pct=0; t=y");
    int at = 0;
    for (Map.Entry<String, String> domain : spf.entrySet()) {
      snapshot
          .withDomain(domain.getKey())
          .dns(domain.getKey(), "MX", "10 mail.neutral.example")
          .dns(domain.getKey(), "TXT", "unrelated=1", domain.getValue())
          .dns("_dmarc." + domain.getKey(), "TXT", dmarc.get(at++ % dmarc.size()));
    }
    return snapshot.build();
  }

  static Stream<Arguments> snapshots() throws IOException {
    Map<String, Snapshot> snapshots = new LinkedHashMap<>();
    snapshots.put("wrong records", wrongRecords());
    snapshots.put("domains of several kinds", DomainSituations.severalKinds());
    snapshots.put("all broken", CompleteSnapshots.broken());
    snapshots.put("all in order", CompleteSnapshots.healthy());
    for (String account : List.of("111111111111", "222222222222", "333333333333", "444444444444")) {
      byte[] file = new ClassPathResource("sample/" + account + ".json").getContentAsByteArray();
      snapshots.put("sample " + account, SnapshotFile.read(file));
    }
    RealSituationsTests.situations()
        .forEach(name -> snapshots.put(name, RealSituationsTests.snapshot(name)));
    return snapshots.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("snapshots")
  void everyRemedyThatCanBeSimulatedMendsItsFindingAndHarmsNoOther(
      String description, Snapshot snapshot) {
    Map<String, Finding> before = findingsByName(snapshot);
    List<String> violations = new ArrayList<>();
    before.forEach((name, finding) -> {
      if (canBeSimulated(finding)) {
        check(snapshot, before, name, violations);
      }
    });

    assertThat(violations).isEmpty();
  }

  private void check(
      Snapshot snapshot, Map<String, Finding> before, String name, List<String> violations) {
    Snapshot mended = snapshot;
    Map<String, Finding> after = before;
    for (int step = 0; step < MAX_STEPS && canBeSimulated(after.get(name)); step++) {
      mended = SimulatedRemedy.apply(mended, after.get(name));
      after = findingsByName(mended);
    }
    Finding result = after.get(name);
    boolean mendedByPeople =
        LEFT_TO_PEOPLE.contains(result.summary().key())
            || before.get(name).remedy().steps().stream()
                .anyMatch(step -> STEPS_WITHOUT_COMMAND.contains(step.key()));
    if (result.verdict() != Verdict.PASS && !mendedByPeople) {
      violations.add(before.get(name) + " became " + result);
    }
    after.forEach((other, finding) -> {
      Finding was = before.get(other);
      if (!other.equals(name) && harm(finding) > (was == null ? 0 : harm(was))) {
        violations.add("the remedy of " + name + " made " + was + " into " + finding);
      }
    });
  }

  private static int harm(Finding finding) {
    return switch (finding.verdict()) {
      case PASS, NOT_APPLICABLE -> 0;
      case WARN, UNKNOWN -> 1;
      case FAIL -> 2;
    };
  }

  private static boolean canBeSimulated(Finding finding) {
    return finding.remedy().commands().stream().anyMatch(SimulatedRemedy::knows);
  }

  private Map<String, Finding> findingsByName(Snapshot snapshot) {
    return engine.judge(snapshot).stream()
        .collect(
            Collectors.toMap(
                finding -> finding.rule() + " " + finding.resource().key(),
                finding -> finding,
                (first, _) -> first,
                LinkedHashMap::new));
  }

  private List<String> commands(String situation, String rule) {
    return engine.judge(RealSituationsTests.snapshot(situation)).stream()
        .filter(finding -> finding.rule().equals(rule))
        .flatMap(finding -> finding.remedy().commands().stream())
        .toList();
  }

  /** Where an include authorises everybody, only leaving it out closes the record. */
  @Test
  void everySpfFaultThatARecordCanMendHasARecord() {
    assertThat(engine.judge(wrongRecords()))
        .filteredOn(finding -> finding.rule().equals("spf-authorises-senders"))
        .filteredOn(
            finding -> finding.verdict() == Verdict.FAIL || finding.verdict() == Verdict.WARN)
        .hasSize(9)
        .allSatisfy(finding -> assertThat(finding.remedy().commands()).isNotEmpty());
  }

  @Test
  void theAdvisedDmarcRecordKeepsTheTagsThatWereThere() {
    assertThat(commands("remedy-02-dmarc-loses-tags", "dmarc-published").getFirst())
        .contains("p=quarantine", "sp=reject", "adkim=s", "rua=mailto:")
        .doesNotContain("rua=mailto:dmarc@");
  }

  @Test
  void theAdvisedAclEntryStandsBehindTheDeniesOfOtherPorts() {
    assertThat(commands("egress-04-nacl-remedy", "smtp-egress-open").getFirst())
        .contains("--ingress --rule-number 110 ", "From=1024,To=65535");
  }

  @Test
  void aSubnetWithIpv6OnlyIsNotProposed() {
    String situation = "rds-11-remedy-ipv6-only-subnet";
    assertThat(engine.judge(RealSituationsTests.snapshot(situation)))
        .filteredOn(finding -> finding.rule().equals("rds-subnet-group-spans-azs"))
        .isNotEmpty()
        .allSatisfy(finding -> {
          assertThat(finding.verdict()).isNotEqualTo(Verdict.PASS);
          assertThat(finding.remedy().commands()).isEmpty();
          assertThat(finding.remedy().steps())
              .extracting(Text::key)
              .contains("rds-subnet-group-spans-azs.do.create");
        });
  }
}
