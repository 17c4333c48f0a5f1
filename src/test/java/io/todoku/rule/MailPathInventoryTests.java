package io.todoku.rule;

import static io.todoku.rule.InventoryFixture.BULK;
import static io.todoku.rule.InventoryFixture.CONTAINERS;
import static io.todoku.rule.InventoryFixture.HOSTING;
import static io.todoku.rule.InventoryFixture.NETWORK;
import static io.todoku.rule.InventoryFixture.PARTICIPANT;
import static io.todoku.rule.InventoryFixture.WORKLOAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.todoku.mailpath.MailPath;
import io.todoku.mailpath.MailPaths;
import io.todoku.snapshot.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The mail paths of an inventory of several accounts that is well set up. */
class MailPathInventoryTests {

  private static final Map<String, Snapshot> ACCOUNTS = byId();

  private static Map<String, Snapshot> byId() {
    Map<String, Snapshot> byId = new LinkedHashMap<>();
    InventoryFixture.accounts().forEach(s -> byId.put(s.account().id(), s));
    return byId;
  }

  private static MailPaths paths(String account) {
    Snapshot snapshot = Objects.requireNonNull(ACCOUNTS.get(account));
    return new MailPaths(snapshot, Sender.allIn(snapshot), AllRules.engine().judge(snapshot));
  }

  static Stream<Arguments> addresses() {
    return Stream.of(
        arguments(
            HOSTING,
            HostingFixture.SERVER_A,
            List.of(
                "a.hoster.example -A HOLDS-> 192.0.2.10",
                "192.0.2.10 -PTR HOLDS-> a.hoster.example",
                "192.0.2.10 -ASSOCIATION HOLDS-> i-a",
                "i-a -PORT_25_OUT HOLDS-> 192.0.2.10",
                "i-a -SMTP HOLDS-> Postfix 3.9.1")),
        arguments(
            HOSTING,
            HostingFixture.SERVER_B,
            List.of(
                "b.hoster.example -A HOLDS-> 192.0.2.11",
                "192.0.2.11 -PTR HOLDS-> b.hoster.example",
                "192.0.2.11 -ASSOCIATION HOLDS-> i-b",
                "i-b -PORT_25_OUT HOLDS-> 192.0.2.11",
                "i-b -SMTP HOLDS-> Postfix 3.9.1")),
        arguments(
            HOSTING,
            HostingFixture.SERVER_B_V6,
            List.of(
                "b.hoster.example -AAAA HOLDS-> 2406:da14:1:2::11",
                "2406:da14:1:2::11 -PTR DOUBTFUL-> b.hoster.example",
                "2406:da14:1:2::11 -ASSOCIATION HOLDS-> i-b",
                "i-b -SMTP HOLDS-> Postfix 3.9.1")),
        arguments(
            HOSTING,
            HostingFixture.NAT_INSTANCE,
            List.of(
                "out.one.example -A HOLDS-> 192.0.2.12",
                "192.0.2.12 -PTR HOLDS-> out.one.example",
                "192.0.2.12 -ASSOCIATION HOLDS-> i-nat",
                "i-nat -PORT_25_OUT HOLDS-> 192.0.2.12",
                "i-smtp -ROUTE HOLDS-> i-nat",
                "i-nat -SMTP UNKNOWN-> mailpath.server.silent")),
        arguments(
            HOSTING,
            HostingFixture.LIGHTSAIL,
            List.of(
                "ls.two.example -A HOLDS-> 192.0.2.13",
                "192.0.2.13 -PTR HOLDS-> ls.two.example",
                "192.0.2.13 -ASSOCIATION HOLDS-> mail",
                "mail -PORT_25_OUT HOLDS-> 192.0.2.13",
                "mail -SMTP HOLDS-> Postfix 3.9.1")),
        arguments(
            HOSTING,
            HostingFixture.WEB,
            List.of(
                "ec2-192-0-2-20.ap-northeast-1.compute.amazonaws.com -A NOT_APPLICABLE->"
                    + " 192.0.2.20",
                "192.0.2.20 -PTR NOT_APPLICABLE->"
                    + " ec2-192-0-2-20.ap-northeast-1.compute.amazonaws.com",
                "192.0.2.20 -ASSOCIATION HOLDS-> i-web")),
        arguments(
            HOSTING,
            HostingFixture.IDLE_NAT,
            List.of(
                "192.0.2.21 -PTR NOT_APPLICABLE-> mailpath.name.none",
                "192.0.2.21 -ASSOCIATION HOLDS-> nat-idle")),
        arguments(
            NETWORK,
            SharedNetworkFixture.EXIT,
            List.of(
                "exit.work.example -A HOLDS-> 192.0.2.30",
                "192.0.2.30 -PTR HOLDS-> exit.work.example",
                "192.0.2.30 -ASSOCIATION HOLDS-> nat-1",
                "nat-1 -PORT_25_OUT UNKNOWN-> 192.0.2.30",
                "i-mail -ROUTE HOLDS-> nat-1")),
        arguments(
            NETWORK,
            SharedNetworkFixture.OTHER_EXIT,
            List.of(
                "ec2-192-0-2-31.ap-northeast-1.compute.amazonaws.com -A NOT_APPLICABLE->"
                    + " 192.0.2.31",
                "192.0.2.31 -PTR NOT_APPLICABLE->"
                    + " ec2-192-0-2-31.ap-northeast-1.compute.amazonaws.com",
                "192.0.2.31 -ASSOCIATION HOLDS-> nat-decoy")),
        arguments(
            NETWORK,
            SharedNetworkFixture.SHARED_EXIT,
            List.of(
                "exit.part.example -A HOLDS-> 192.0.2.32",
                "192.0.2.32 -PTR HOLDS-> exit.part.example",
                "192.0.2.32 -ASSOCIATION HOLDS-> nat-s",
                "nat-s -PORT_25_OUT HOLDS-> 192.0.2.32",
                "eni-shared -ROUTE HOLDS-> nat-s")),
        arguments(
            PARTICIPANT,
            SharedNetworkFixture.PARTICIPANTS_SERVER,
            List.of(
                "mx.part.example -A HOLDS-> 192.0.2.40",
                "192.0.2.40 -PTR HOLDS-> mx.part.example",
                "192.0.2.40 -ASSOCIATION HOLDS-> i-public",
                "i-public -PORT_25_OUT HOLDS-> 192.0.2.40",
                "i-public -SMTP HOLDS-> Postfix 3.9.1")),
        arguments(
            CONTAINERS,
            ServicesFixture.BALANCER,
            List.of(
                "mx.task.example -A HOLDS-> 192.0.2.50",
                "192.0.2.50 -PTR NOT_APPLICABLE-> mx.task.example",
                "192.0.2.50 -ASSOCIATION HOLDS-> eni-lb",
                "eni-lb -SMTP HOLDS-> Postfix 3.9.1")),
        arguments(
            CONTAINERS,
            ServicesFixture.REGIONAL_NAT,
            List.of(
                "out1.task.example -A HOLDS-> 192.0.2.51",
                "192.0.2.51 -PTR HOLDS-> out1.task.example",
                "192.0.2.51 -ASSOCIATION HOLDS-> nat-regional",
                "nat-regional -PORT_25_OUT HOLDS-> 192.0.2.51",
                "eni-task -ROUTE HOLDS-> nat-regional")));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void thePathOfAnAddressIs(String account, String address, List<String> expected) {
    assertThat(lines(paths(account).ofAddress(address).orElseThrow()))
        .containsExactlyElementsOf(expected);
  }

  static Stream<Arguments> domains() {
    return Stream.of(
        arguments(
            HOSTING,
            "one.example",
            List.of(
                "one.example -MX HOLDS-> a.hoster.example",
                "a.hoster.example -A HOLDS-> 192.0.2.10",
                "192.0.2.10 -SMTP HOLDS-> Postfix 3.9.1",
                "one.example -SPF HOLDS-> 192.0.2.10",
                "192.0.2.10 -ASSOCIATION HOLDS-> i-a",
                "one.example -SPF HOLDS-> 192.0.2.12",
                "192.0.2.12 -ASSOCIATION HOLDS-> i-nat")),
        arguments(
            HOSTING,
            "two.example",
            List.of(
                "two.example -MX HOLDS-> a.hoster.example",
                "a.hoster.example -A HOLDS-> 192.0.2.10",
                "192.0.2.10 -SMTP HOLDS-> Postfix 3.9.1",
                "two.example -MX HOLDS-> ls.two.example",
                "ls.two.example -A HOLDS-> 192.0.2.13",
                "192.0.2.13 -SMTP HOLDS-> Postfix 3.9.1",
                "two.example -SPF HOLDS-> 192.0.2.10",
                "192.0.2.10 -ASSOCIATION HOLDS-> i-a",
                "two.example -SPF HOLDS-> 192.0.2.13",
                "192.0.2.13 -ASSOCIATION HOLDS-> mail")),
        arguments(
            HOSTING,
            "parked.example",
            List.of(
                "parked.example -MX HOLDS-> mailpath.mx.none",
                "parked.example -SPF HOLDS-> mailpath.sender.none")),
        arguments(
            WORKLOAD,
            "work.example",
            List.of(
                "work.example -MX HOLDS-> a.hoster.example",
                "a.hoster.example -A HOLDS-> 192.0.2.10",
                "work.example -SPF HOLDS-> 192.0.2.30",
                "i-mail -ROUTE HOLDS-> 192.0.2.30")),
        arguments(
            PARTICIPANT,
            "part.example",
            List.of(
                "part.example -MX HOLDS-> mx.part.example",
                "mx.part.example -A HOLDS-> 192.0.2.40",
                "192.0.2.40 -SMTP HOLDS-> Postfix 3.9.1",
                "part.example -SPF UNKNOWN-> 192.0.2.40",
                "192.0.2.40 -ASSOCIATION HOLDS-> i-public")),
        arguments(
            CONTAINERS,
            "task.example",
            List.of(
                "task.example -MX HOLDS-> mx.task.example",
                "mx.task.example -A HOLDS-> 192.0.2.50",
                "192.0.2.50 -SMTP HOLDS-> Postfix 3.9.1",
                "task.example -SPF HOLDS-> 192.0.2.51",
                "192.0.2.51 -ASSOCIATION HOLDS-> nat-regional",
                "task.example -SPF HOLDS-> 192.0.2.52",
                "192.0.2.52 -ASSOCIATION HOLDS-> nat-regional")),
        arguments(
            BULK,
            "news.example",
            List.of(
                "news.example -MX HOLDS-> a.hoster.example",
                "a.hoster.example -A HOLDS-> 192.0.2.10",
                "news.example -SPF HOLDS-> mailpath.sender.none")));
  }

  @ParameterizedTest
  @MethodSource("domains")
  void thePathsOfADomainAre(String account, String domain, List<String> expected) {
    assertThat(lines(paths(account).ofDomain(domain))).containsExactlyElementsOf(expected);
  }

  /** Each link as a line: from, what, its state, to. */
  private static List<String> lines(MailPath path) {
    return path.links().stream()
        .map(link ->
            "%s -%s %s-> %s"
                .formatted(
                    label(path, link.from()), link.kind(), link.state(), label(path, link.to())))
        .toList();
  }

  private static String label(MailPath path, int node) {
    Text label = path.nodes().get(node).label();
    return label.key().equals("mailpath.plain")
        ? label.arguments().getFirst().toString()
        : label.key();
  }

  @Test
  void anAddressOfAnotherAccountHasNoPath() {
    assertThat(paths(HOSTING).ofAddress(SharedNetworkFixture.EXIT)).isEmpty();
  }
}
