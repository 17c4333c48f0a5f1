package io.todoku.rule;

import static io.todoku.rule.InventoryFixture.BULK;
import static io.todoku.rule.InventoryFixture.CONTAINERS;
import static io.todoku.rule.InventoryFixture.HOSTING;
import static io.todoku.rule.InventoryFixture.NETWORK;
import static io.todoku.rule.InventoryFixture.PARTICIPANT;
import static io.todoku.rule.InventoryFixture.WORKLOAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Readiness;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.rule.Sender.ReceivingRole;
import io.todoku.rule.Sender.SendingRole;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/**
 * In an inventory of several accounts, each public sender is found or asked for, nothing else is
 * taken for one, and nothing that is well set up is called wrong.
 */
class InventoryTests {

  private static final Map<String, Snapshot> ACCOUNTS = byId();

  private static Map<String, Snapshot> byId() {
    Map<String, Snapshot> byId = new LinkedHashMap<>();
    InventoryFixture.accounts().forEach(s -> byId.put(s.account().id(), s));
    return byId;
  }

  private static Checklist checklist(String account) {
    return new ChecklistMaker(AllRules.engine()).make(ACCOUNTS.get(account), List.of());
  }

  private static Stream<Finding> findings(String account, Verdict... verdicts) {
    return AllRules.engine().judge(ACCOUNTS.get(account)).stream()
        .filter(finding -> List.of(verdicts).contains(finding.verdict()));
  }

  private static List<Sender> senders(String account) {
    return Sender.possibleIn(ACCOUNTS.get(account));
  }

  private static Tuple sends(String address, Set<String> domains, Text... evidence) {
    return tuple(address, SendingRole.SENDS, List.of(evidence), domains);
  }

  private static void assertSenders(String account, Tuple... expected) {
    assertThat(senders(account))
        .extracting(
            Sender::address, Sender::role, sender -> sender.sending().evidence(), Sender::domains)
        .containsExactly(expected);
  }

  @Test
  void eachServerOfTheHostingAccountSendsForItsOwnDomains() {
    assertSenders(
        HOSTING,
        sends(
            HostingFixture.SERVER_A,
            Set.of("one.example", "two.example"),
            Text.of("sender.spf", "one.example"),
            Text.of("sender.spf", "two.example"),
            Text.of("sender.ptr", "a.hoster.example")),
        sends(
            HostingFixture.SERVER_B,
            Set.of("three.example"),
            Text.of("sender.spf", "three.example"),
            Text.of("sender.ptr", "b.hoster.example")),
        sends(
            HostingFixture.NAT_INSTANCE,
            Set.of("one.example"),
            Text.of("sender.spf", "one.example"),
            Text.of("sender.private-port", "i-smtp", "25")),
        sends(
            HostingFixture.LIGHTSAIL,
            Set.of("two.example"),
            Text.of("sender.spf", "two.example"),
            Text.of("sender.ptr", "ls.two.example")));
  }

  @Test
  void theIpv6AddressOfADualStackServerReceivesOnly() {
    assertThat(Sender.allIn(ACCOUNTS.get(HOSTING)))
        .filteredOn(sender -> sender.address().equals(HostingFixture.SERVER_B_V6))
        .singleElement()
        .satisfies(sender -> {
          assertThat(sender.receiving().role()).isEqualTo(ReceivingRole.RECEIVES);
          assertThat(sender.role()).isEqualTo(SendingRole.NO_SIGN);
        });
  }

  @Test
  void whatSendsNoMailIsNoSender() {
    assertThat(Sender.allIn(ACCOUNTS.get(HOSTING)))
        .filteredOn(sender -> !sender.maySend() && !sender.receives())
        .extracting(Sender::address)
        .containsExactly(HostingFixture.WEB, HostingFixture.IDLE_NAT, HostingFixture.LIGHTSAIL_WEB);
    assertThat(Sender.allIn(ACCOUNTS.get(NETWORK)))
        .filteredOn(sender -> !sender.maySend())
        .extracting(Sender::address)
        .containsExactly(SharedNetworkFixture.OTHER_EXIT);
    assertThat(Sender.allIn(ACCOUNTS.get(CONTAINERS)))
        .filteredOn(sender -> !sender.maySend())
        .extracting(Sender::address)
        .containsExactly(ServicesFixture.BALANCER);
  }

  @Test
  void theNetworkAccountSendsForTheServersOfOtherAccounts() {
    assertSenders(
        NETWORK,
        sends(
            SharedNetworkFixture.EXIT,
            Set.of(),
            Text.of("sender.private-elsewhere", "i-mail", WORKLOAD)),
        sends(
            SharedNetworkFixture.SHARED_EXIT,
            Set.of(),
            Text.of("sender.private-port", "eni-shared", "25")));
  }

  @Test
  void aServerBehindATransitGatewayIsNamedWithTheAddressOfTheOtherAccount() {
    assertSenders(WORKLOAD);
    assertThat(findings(WORKLOAD, Verdict.values()))
        .filteredOn(finding -> finding.rule().equals("ptr-exists"))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
          assertThat(finding.resource().id()).isEqualTo("i-mail");
          assertThat(finding.summary())
              .isEqualTo(
                  Text.of("finding.sends-elsewhere", "i-mail", SharedNetworkFixture.EXIT, NETWORK));
        });
  }

  @Test
  void aServerBehindTheGatewayOfTheOwnerOfASharedVpcIsAskedFor() {
    assertSenders(
        PARTICIPANT,
        sends(
            SharedNetworkFixture.PARTICIPANTS_SERVER,
            Set.of("part.example"),
            Text.of("sender.spf", "part.example")));
    assertThat(findings(PARTICIPANT, Verdict.UNKNOWN))
        .filteredOn(finding -> finding.rule().equals("ptr-exists"))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.resource().id()).isEqualTo("i-shared");
          assertThat(finding.summary()).isEqualTo(Text.of("finding.no-way-out.port", "i-shared"));
          assertThat(finding.unknownReason())
              .isEqualTo(
                  new Reason(
                      ReasonKind.INCONCLUSIVE,
                      "ec2:DescribeRouteTables → nat-s",
                      "",
                      "egress-elsewhere"));
        });
  }

  @Test
  void aTaskSendsByEachAddressOfTheRegionalNatGateway() {
    Text port = Text.of("sender.private-port", ServicesFixture.TASK, "25");
    Text spf = Text.of("sender.spf", "task.example");

    assertSenders(
        CONTAINERS,
        sends(ServicesFixture.REGIONAL_NAT, Set.of("task.example"), spf, port),
        sends(ServicesFixture.REGIONAL_NAT_ELSEWHERE, Set.of("task.example"), spf, port));
  }

  @Test
  void anAccountThatSendsBySesAloneIsNotWithoutMail() {
    assertSenders(BULK);
    assertThat(findings(BULK, Verdict.PASS))
        .extracting(Finding::rule)
        .contains("ses-production-access", "spf-authorises-senders", "dkim-published");
    assertThat(checklist(BULK).nothingSends()).isFalse();
  }

  /**
   * But for two things that are left so on purpose: a group that opens everything, and an IPv6
   * address of a server without PTR, which the server must not send from.
   */
  @Test
  void nothingThatIsWellSetUpFailsOrWarns() {
    assertThat(
            ACCOUNTS.keySet().stream()
                .flatMap(account -> findings(account, Verdict.FAIL, Verdict.WARN)))
        .extracting(Finding::verdict, Finding::rule, finding -> finding.resource().address())
        .containsExactly(
            tuple(Verdict.WARN, "sender-ipv6-ptr", HostingFixture.SERVER_B_V6),
            tuple(Verdict.WARN, "smtp-not-exposed", HostingFixture.WEB));
  }

  /**
   * Asked for are a sender behind another account, what lets out the mail of another account's
   * server, and whether a NAT instance, which must let in port 25 from its VPC, is a server too.
   */
  @Test
  void onlyWhatIsHiddenFromAnAccountIsUnknown() {
    assertThat(ACCOUNTS.keySet().stream().flatMap(account -> findings(account, Verdict.UNKNOWN)))
        .extracting(finding -> finding.resource().id(), finding -> finding.unknownReason().source())
        .containsOnly(
            tuple("nat-1", "ec2:DescribeRouteTables nat-1"),
            tuple("eipalloc-" + HostingFixture.NAT_INSTANCE, HostingFixture.NAT_INSTANCE + ":25"),
            tuple("i-shared", "ec2:DescribeRouteTables → nat-s"),
            tuple("part.example", "ec2:DescribeRouteTables → nat-s"));
  }

  @Test
  void noAccountIsReadyWhileASenderIsOnlyAskedFor() {
    Map<String, Readiness> readiness = new LinkedHashMap<>();
    ACCOUNTS.keySet().forEach(id -> readiness.put(id, checklist(id).readiness()));

    assertThat(readiness)
        .containsExactly(
            entry(WORKLOAD, Readiness.READY),
            entry(NETWORK, Readiness.UNDETERMINED),
            entry(HOSTING, Readiness.UNDETERMINED),
            entry(PARTICIPANT, Readiness.UNDETERMINED),
            entry(BULK, Readiness.READY),
            entry(CONTAINERS, Readiness.READY));
  }

  @Test
  void noAccountSaysThatNothingSends() {
    assertThat(ACCOUNTS.keySet()).noneMatch(account -> checklist(account).nothingSends());
  }
}
