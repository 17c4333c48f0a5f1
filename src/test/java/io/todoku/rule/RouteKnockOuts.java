package io.todoku.rule;

import static io.todoku.rule.KnockOut.each;
import static io.todoku.rule.SeveralFixture.GATEWAYS;
import static io.todoku.rule.SeveralFixture.SERVERS;
import static io.todoku.rule.SeveralNetworks.HOSTS;
import static io.todoku.rule.SeveralNetworks.SPREAD_HOST;
import static io.todoku.rule.SpoiltSnapshot.listed;
import static io.todoku.rule.Verdict.UNKNOWN;
import static io.todoku.snapshot.SnapshotBuilder.REGION;

import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RouteTable;
import io.todoku.snapshot.RouteTable.Route;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What rules ask of several routes of a subnet and of the gateways that they lead to. */
final class RouteKnockOuts {

  private static final String SPF = "spf-authorises-senders";

  private RouteKnockOuts() {}

  static Stream<KnockOut> all() {
    return Stream.concat(routes(), gateways());
  }

  /** Each route of the subnet whose packets are spread over three gateways. */
  private static Stream<KnockOut> routes() {
    return Stream.concat(
        Stream.of("ptr-exists", "ptr-matches-a", "smtp-egress-open", "dnsbl-not-listed")
            .flatMap(rule -> routes(rule, SPREAD_HOST)),
        routes(SPF, "first.example"));
  }

  private static Stream<KnockOut> routes(String rule, String resource) {
    return each(
        rule,
        resource,
        UNKNOWN,
        "leads to a peering",
        SeveralNetworks.ROUTES,
        destination ->
            listed(
                REGION,
                "routeTables",
                (RouteTable table) -> table.subnetIds().contains("subnet-" + SPREAD_HOST),
                table ->
                    RecordCopy.replace(
                        table,
                        "routes",
                        (List<Route> routes) ->
                            SpoiltSnapshot.changed(
                                routes,
                                route -> route.destination().equals(destination),
                                route -> RecordCopy.with(route, "target", "pcx-1")))));
  }

  /** Mail of a host that may leave by any of three gateways must be authorised for each. */
  private static Stream<KnockOut> gateways() {
    UnaryOperator<Snapshot> onlySpreadHost =
        Stream.concat(HOSTS.stream(), Stream.of("i-p2", "i-p3", "i-multi"))
            .<UnaryOperator<Snapshot>>map(host ->
                listed(
                    REGION,
                    "instances",
                    (Instance instance) -> instance.id().equals(host),
                    instance -> RecordCopy.with(instance, "tags", Map.of("todoku:mail", "none"))))
            .reduce(UnaryOperator.identity(), DomainKnockOuts::both);
    return IntStream.range(0, 3)
        .boxed()
        .flatMap(i ->
            each(
                SPF,
                "first.example",
                UNKNOWN,
                "is not authorised",
                List.of(GATEWAYS.get(i)),
                gateway ->
                    SpoiltSnapshot.records(
                        SeveralDomains.includes().get(i),
                        "TXT",
                        "v=spf1 ip4:%s ip6:%s -all"
                            .formatted(SERVERS.get(i), SeveralFixture.SERVERS_V6.get(i)))))
        .map(one -> one.after(onlySpreadHost));
  }
}
