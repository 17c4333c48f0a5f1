package io.todoku.mailpath;

import static io.todoku.mailpath.LinkState.BROKEN;
import static io.todoku.mailpath.LinkState.DOUBTFUL;
import static io.todoku.mailpath.LinkState.HOLDS;
import static io.todoku.mailpath.LinkState.NOT_APPLICABLE;
import static io.todoku.mailpath.LinkState.UNKNOWN;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.mailpath.MailPath.LinkKind;
import io.todoku.mailpath.MailPath.PathLink;
import io.todoku.mailpath.MailPath.PathNode;
import io.todoku.rule.AllRules;
import io.todoku.rule.Finding;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MailPathTests {

  private static final String ADDRESS = "54.92.33.26";
  private static final String ELSEWHERE = "203.0.113.9";
  private static final String NAME = "mail.example.com";

  static MailPaths paths(Snapshot snapshot) {
    return new MailPaths(snapshot, Sender.allIn(snapshot), AllRules.engine().judge(snapshot));
  }

  private static MailPath path(SnapshotBuilder account) {
    return paths(account.build()).ofAddress(ADDRESS).orElseThrow();
  }

  private static PathLink link(MailPath path, LinkKind kind) {
    return path.links().stream().filter(l -> l.kind() == kind).findFirst().orElseThrow();
  }

  private static List<PathNode> nodes(MailPath path, MailPath.NodeKind kind) {
    return path.nodes().stream().filter(node -> node.kind() == kind).toList();
  }

  @Test
  void aNameThatPointsElsewhereBreaksTheForwardLinkAndSaysWhere() {
    MailPath path =
        path(aSnapshot().withSender(ADDRESS).ptr(ADDRESS, NAME).dns(NAME, "A", ELSEWHERE));

    PathLink forward = link(path, LinkKind.A);
    assertThat(forward.state()).isEqualTo(BROKEN);
    assertThat(forward.instead()).isEqualTo(Text.of("mailpath.instead.elsewhere", ELSEWHERE));
    assertThat(forward.sentence())
        .isEqualTo(Text.of("mailpath.say.forward.elsewhere", NAME, ELSEWHERE, ADDRESS));
    assertThat(forward.rule()).isEqualTo("ptr-matches-a");
    assertThat(link(path, LinkKind.PTR).state()).isEqualTo(HOLDS);
  }

  @Test
  void aNameWithoutRecordBreaksTheForwardLink() {
    MailPath path =
        path(
            aSnapshot()
                .withSender(ADDRESS)
                .ptr(ADDRESS, NAME)
                .dnsStatus(NAME, "A", Status.NXDOMAIN));

    assertThat(link(path, LinkKind.A).state()).isEqualTo(BROKEN);
    assertThat(link(path, LinkKind.A).instead()).isEqualTo(Text.of("mailpath.instead.no-record"));
  }

  @Test
  void withoutAnyNameTheMissingPtrIsTheBrokenLink() {
    MailPath path =
        path(
            aSnapshot()
                .withSender(ADDRESS)
                .dnsStatus("26.33.92.54.in-addr.arpa", "PTR", Status.NXDOMAIN));

    assertThat(nodes(path, MailPath.NodeKind.NAME))
        .singleElement()
        .satisfies(name -> {
          assertThat(name.absent()).isTrue();
          assertThat(name.label()).isEqualTo(Text.of("mailpath.name.none"));
        });
    assertThat(link(path, LinkKind.PTR).state()).isEqualTo(BROKEN);
    assertThat(link(path, LinkKind.PTR).instead()).isEqualTo(Text.of("mailpath.instead.no-ptr"));
    assertThat(link(path, LinkKind.PTR).rule()).isEqualTo("ptr-exists");
  }

  @Test
  void theMissingPtrIsDrawnToTheNameThatPointsHere() {
    MailPath path =
        path(
            aSnapshot()
                .withSender(ADDRESS)
                .dnsStatus("26.33.92.54.in-addr.arpa", "PTR", Status.NXDOMAIN)
                .dns(NAME, "A", ADDRESS));

    assertThat(path.links())
        .filteredOn(link -> link.kind() == LinkKind.A || link.kind() == LinkKind.PTR)
        .extracting(PathLink::kind, PathLink::state)
        .containsExactly(tuple(LinkKind.A, HOLDS), tuple(LinkKind.PTR, BROKEN));
    assertThat(nodes(path, MailPath.NodeKind.NAME).getFirst().absent()).isFalse();
  }

  @Test
  void aTimeoutIsUnknownWithItsReasonAndNeverFine() {
    MailPath path =
        path(
            aSnapshot()
                .withSender(ADDRESS)
                .ptr(ADDRESS, NAME)
                .dnsUnknown(NAME, "A", ReasonKind.TIMEOUT));

    PathLink forward = link(path, LinkKind.A);
    assertThat(forward.state()).isEqualTo(UNKNOWN);
    assertThat(forward.sentence().key()).isEqualTo("mailpath.say.forward.unknown");
    assertThat(forward.sentence().arguments().getLast())
        .isEqualTo(Text.of("reason.alone", Text.of("reason.TIMEOUT", NAME + " A")));
    assertThat(path.remarks()).extracting(MailPath.Remark::state).contains(UNKNOWN);
  }

  @Test
  void aPtrThatCouldNotBeLookedUpIsUnknown() {
    MailPath path =
        path(
            aSnapshot()
                .withSender(ADDRESS)
                .dnsUnknown("26.33.92.54.in-addr.arpa", "PTR", ReasonKind.SERVFAIL));

    assertThat(link(path, LinkKind.PTR).state()).isEqualTo(UNKNOWN);
    assertThat(link(path, LinkKind.PTR).instead()).isNull();
    assertThat(nodes(path, MailPath.NodeKind.NAME).getFirst().label())
        .isEqualTo(Text.of("mailpath.name.unknown"));
  }

  @Test
  void aProvidersNameIsABrokenPtr() {
    String generic = "ec2-54-92-33-26.ap-northeast-1.compute.amazonaws.com";
    MailPath path =
        path(aSnapshot().withSender(ADDRESS).ptr(ADDRESS, generic).dns(generic, "A", ADDRESS));

    assertThat(link(path, LinkKind.A).state()).isEqualTo(HOLDS);
    assertThat(link(path, LinkKind.PTR).state()).isEqualTo(BROKEN);
    assertThat(link(path, LinkKind.PTR).instead()).isEqualTo(Text.of("mailpath.instead.generic"));
    assertThat(link(path, LinkKind.PTR).rule()).isEqualTo("ptr-not-generic");
  }

  @Test
  void ofSeveralNamesTheOneThatPointsElsewhereIsDoubtful() {
    MailPath path =
        path(
            aSnapshot()
                .withSender(ADDRESS)
                .ptr(ADDRESS, NAME, "old.example.com")
                .dns(NAME, "A", ADDRESS)
                .dns("old.example.com", "A", ELSEWHERE));

    assertThat(path.links())
        .filteredOn(link -> link.kind() == LinkKind.A)
        .extracting(link -> path.nodes().get(link.from()).label(), PathLink::state)
        .containsExactly(
            tuple(Text.of("mailpath.plain", NAME), HOLDS),
            tuple(Text.of("mailpath.plain", "old.example.com"), DOUBTFUL));
  }

  @Test
  void whileItIsOpenWhetherItSendsNoLinkOfItsNameIsCalledBroken() {
    MailPath path =
        path(
            aSnapshot()
                .withElasticIp(ADDRESS, Map.of("todoku:mail", "perhaps"))
                .ptr(ADDRESS, NAME)
                .dns(NAME, "A", ELSEWHERE));

    assertThat(link(path, LinkKind.A).state()).isEqualTo(UNKNOWN);
    assertThat(link(path, LinkKind.A).instead())
        .isEqualTo(Text.of("mailpath.instead.elsewhere", ELSEWHERE));
    assertThat(link(path, LinkKind.PTR).state()).isEqualTo(UNKNOWN);
  }

  @Test
  void anAssignedAddressBreaksTheAssociation() {
    MailPath path = path(aSnapshot().withPublicIp(ADDRESS, "i-1").withRoleOverride(ADDRESS, true));

    assertThat(link(path, LinkKind.ASSOCIATION).state()).isEqualTo(BROKEN);
    assertThat(link(path, LinkKind.ASSOCIATION).instead())
        .isEqualTo(Text.of("mailpath.instead.changes"));
    assertThat(link(path, LinkKind.ASSOCIATION).rule()).isEqualTo("sender-address-elastic");
  }

  @Test
  void anIdleAddressEndsAtNothing() {
    MailPath path =
        path(
            aSnapshot()
                .withIdleElasticIp(ADDRESS)
                .dnsStatus("26.33.92.54.in-addr.arpa", "PTR", Status.NXDOMAIN));

    assertThat(link(path, LinkKind.ASSOCIATION).state()).isEqualTo(DOUBTFUL);
    assertThat(path.nodes().get(link(path, LinkKind.ASSOCIATION).to()).label())
        .isEqualTo(Text.of("mailpath.holder.none"));
    assertThat(link(path, LinkKind.PTR).state()).isEqualTo(NOT_APPLICABLE);
  }

  @Test
  void aWrongGreetingIsAMarkOfTheServer() {
    MailPath path =
        path(
            aSnapshot()
                .withSender(ADDRESS)
                .ptr(ADDRESS, NAME)
                .dns(NAME, "A", ADDRESS)
                .dns("old.example.com", "A", ELSEWHERE)
                .serverNamed(ADDRESS, "old.example.com ESMTP", "old.example.com"));

    assertThat(link(path, LinkKind.SMTP).state()).isEqualTo(HOLDS);
    assertThat(nodes(path, MailPath.NodeKind.SERVER).getFirst().marks())
        .filteredOn(mark -> mark.rule().equals("helo-resolves"))
        .singleElement()
        .satisfies(mark -> {
          assertThat(mark.state()).isEqualTo(BROKEN);
          assertThat(mark.label()).isEqualTo(Text.of("mailpath.mark.helo-resolves.BROKEN"));
          assertThat(mark.sentence().key()).startsWith("helo-resolves.fail");
        });
  }

  @Test
  void aServerThatDoesNotAnswerIsUnknown() {
    MailPath path =
        path(
            aSnapshot()
                .withSender(ADDRESS)
                .openToTheWorld(25)
                .serverUnknown(ADDRESS, ReasonKind.TIMEOUT));

    assertThat(link(path, LinkKind.SMTP).state()).isEqualTo(UNKNOWN);
    assertThat(nodes(path, MailPath.NodeKind.SERVER).getFirst().label())
        .isEqualTo(Text.of("mailpath.server.silent"));
  }

  @ParameterizedTest
  @CsvSource({
    "TIMEOUT, silent",
    "UNREACHABLE, silent",
    "NOT_ALLOWED, not-contacted",
    "NOT_ASKED, not-contacted",
    "BLOCKED, not-contacted",
    "MALFORMED, not-known",
    "INTERNAL_ERROR, not-known"
  })
  void thatNothingAnsweredIsSaidOnlyWhereSomebodyAsked(ReasonKind kind, String label) {
    MailPath path =
        path(aSnapshot().withSender(ADDRESS).openToTheWorld(25).serverUnknown(ADDRESS, kind));

    assertThat(nodes(path, MailPath.NodeKind.SERVER).getFirst().label())
        .isEqualTo(Text.of("mailpath.server." + label));
  }

  @Test
  void anAddressIsFoundHoweverItIsWritten() {
    Snapshot snapshot = aSnapshot().withIpv6("2406:da14::26").build();

    assertThat(paths(snapshot).ofAddress("2406:DA14:0:0:0:0:0:26")).isPresent();
    assertThat(paths(snapshot).ofAddress("2406:da14::27")).isEmpty();
    assertThat(paths(snapshot).ofAddress("no address")).isEmpty();
  }

  @Test
  void aSenderThatSpfDoesNotNameIsBrokenAndShownFirst() {
    SnapshotBuilder account =
        aSnapshot()
            .withDomain("example.com")
            .dns("example.com", "MX", "10 " + NAME)
            .dns(NAME, "A", ADDRESS)
            .dnsStatus(NAME, "AAAA", Status.NODATA)
            .dns("example.com", "TXT", "v=spf1 ip4:" + ADDRESS + " -all")
            .withSender(ADDRESS);
    for (int i = 1; i < 9; i++) {
      account.withSender("54.92.33.10" + i).ptr("54.92.33.10" + i, "m" + i + ".example.com");
    }
    MailPath path = paths(account.build()).ofDomain("example.com");

    assertThat(path.links())
        .filteredOn(link -> link.kind() == LinkKind.SPF)
        .hasSize(5)
        .allSatisfy(link -> {
          assertThat(link.state()).isEqualTo(BROKEN);
          assertThat(link.instead()).isEqualTo(Text.of("mailpath.instead.not-named"));
        });
    assertThat(nodes(path, MailPath.NodeKind.MORE))
        .extracting(PathNode::label)
        .containsExactly(Text.of("mailpath.more", 4));
    assertThat(link(path, LinkKind.MX).state()).isEqualTo(HOLDS);
  }

  @Test
  void anMxAddressWhoseHolderIsUnknownSaysThatNotItsRecordIsUnknown() {
    MailPath path =
        paths(
                aSnapshot()
                    .withDomain("example.com")
                    .dns("example.com", "MX", "10 " + NAME)
                    .dns(NAME, "A", ELSEWHERE)
                    .dnsStatus(NAME, "AAAA", Status.NODATA)
                    .withSender(ADDRESS)
                    .build())
            .ofDomain("example.com");

    assertThat(link(path, LinkKind.A).state()).isEqualTo(UNKNOWN);
    assertThat(link(path, LinkKind.A).instead())
        .isEqualTo(Text.of("mailpath.instead.holder-unknown"));
  }

  @Test
  void ofSeveralMailHostsOnlyTheDeadOneIsBroken() {
    MailPath path =
        paths(
                aSnapshot()
                    .withDomain("example.com")
                    .dns("example.com", "MX", "10 " + NAME, "20 dead.example.com")
                    .dns(NAME, "A", ADDRESS)
                    .dnsStatus(NAME, "AAAA", Status.NODATA)
                    .dnsStatus("dead.example.com", "A", Status.NXDOMAIN)
                    .dnsStatus("dead.example.com", "AAAA", Status.NXDOMAIN)
                    .withSender(ADDRESS)
                    .build())
            .ofDomain("example.com");

    assertThat(path.links())
        .filteredOn(link -> link.kind() == LinkKind.MX)
        .extracting(PathLink::state)
        .containsExactly(HOLDS, BROKEN);
    assertThat(nodes(path, MailPath.NodeKind.ADDRESS))
        .extracting(PathNode::label)
        .contains(Text.of("mailpath.address.none"));
  }

  static List<Path> cases() throws IOException {
    try (var files = Files.list(Path.of("src/test/resources/cases"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** In real situations, no picture contradicts the findings. */
  @ParameterizedTest
  @MethodSource("cases")
  void noLinkIsBetterThanItsFinding(Path file) throws IOException {
    Snapshot snapshot;
    try (var json = Files.newInputStream(file)) {
      snapshot = SnapshotFile.read(json);
    }
    List<Finding> findings = AllRules.engine().judge(snapshot);
    MailPaths paths = paths(snapshot);
    for (Sender sender : Sender.allIn(snapshot)) {
      MailPath path = paths.ofAddress(sender.address()).orElseThrow();
      for (Finding finding : findings) {
        if (sender.address().equals(finding.resource().address())) {
          assertAgrees(path, finding);
        }
      }
    }
    snapshot
        .account()
        .distinctDomains()
        .forEach(domain -> assertThat(paths.ofDomain(domain.name()).links()).isNotEmpty());
  }

  private static void assertAgrees(MailPath path, Finding finding) {
    List<LinkState> forward = states(path, LinkKind.A, LinkKind.AAAA);
    List<LinkState> reverse = states(path, LinkKind.PTR);
    switch (finding.rule() + " " + finding.verdict()) {
      case "ptr-exists FAIL" -> assertThat(reverse).contains(BROKEN).doesNotContain(HOLDS);
      case "ptr-exists UNKNOWN" -> assertThat(reverse).containsOnly(UNKNOWN);
      case "ptr-not-generic FAIL" -> assertThat(reverse).doesNotContain(HOLDS);
      case "ptr-matches-a PASS" -> assertThat(forward).contains(HOLDS);
      case "ptr-matches-a FAIL", "ptr-matches-a UNKNOWN" ->
          assertThat(path.remarks()).extracting(MailPath.Remark::state).isNotEmpty();
      case "smtp-egress-open FAIL" ->
          assertThat(states(path, LinkKind.PORT_25_OUT)).containsOnly(BROKEN);
      case "smtp-egress-open UNKNOWN" ->
          assertThat(states(path, LinkKind.PORT_25_OUT)).containsOnly(UNKNOWN);
      default -> {}
    }
  }

  private static List<LinkState> states(MailPath path, LinkKind... kinds) {
    return path.links().stream()
        .filter(link -> List.of(kinds).contains(link.kind()))
        .map(PathLink::state)
        .toList();
  }
}
