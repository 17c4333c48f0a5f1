package io.todoku.rule;

import static io.todoku.rule.DomainKnockOuts.both;
import static io.todoku.rule.KnockOut.each;
import static io.todoku.rule.SeveralFixture.GATEWAYS;
import static io.todoku.rule.SeveralFixture.SERVERS;
import static io.todoku.rule.SeveralFixture.SERVERS_V6;
import static io.todoku.rule.SeveralFixture.SERVER_NAMES;
import static io.todoku.rule.SpoiltSnapshot.noAnswer;
import static io.todoku.rule.SpoiltSnapshot.records;
import static io.todoku.rule.SpoiltSnapshot.status;
import static io.todoku.rule.Verdict.FAIL;
import static io.todoku.rule.Verdict.UNKNOWN;
import static io.todoku.rule.Verdict.WARN;

import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What rules about senders ask of several names, blocklists and terms of SPF records. */
final class SenderKnockOuts {

  private static final String SERVER = SERVERS.getFirst();
  private static final String ELSEWHERE = "192.0.2.1";

  private SenderKnockOuts() {}

  static Stream<KnockOut> all() {
    return Stream.of(
            pointers("ptr-matches-a", SERVER, ELSEWHERE, FAIL),
            pointers("sender-ipv6-ptr", SERVERS_V6.getFirst(), "2001:db8::1", FAIL),
            genericPointers(),
            furtherPointers(),
            blocklists(),
            includes(),
            hosts("second.example", SERVER_NAMES),
            hosts("third.example", SeveralDomains.mxHosts("third.example")))
        .flatMap(knockOuts -> knockOuts);
  }

  /** One name of a PTR is enough, so that each in turn is the only one that leads back. */
  private static Stream<KnockOut> pointers(
      String rule, String address, String elsewhere, Verdict wrong) {
    String type = DnsLookup.addressType(address);
    return SERVER_NAMES.stream()
        .flatMap(only -> {
          UnaryOperator<Snapshot> setting = pointer(address, SERVER_NAMES);
          for (String name : SERVER_NAMES) {
            setting = both(setting, records(name, type, name.equals(only) ? address : elsewhere));
          }
          UnaryOperator<Snapshot> onlyOne = setting;
          List<String> name = List.of(only);
          return Stream.concat(
                  each(rule, address, UNKNOWN, "got no answer", name, n -> noAnswer(n, type)),
                  each(
                      rule,
                      address,
                      wrong,
                      "leads elsewhere",
                      name,
                      n -> records(n, type, elsewhere)))
              .map(one -> one.after(onlyOne));
        });
  }

  private static UnaryOperator<Snapshot> pointer(String address, List<String> names) {
    return records(DnsLookup.reverseName(address), "PTR", names.toArray(String[]::new));
  }

  private static Stream<KnockOut> genericPointers() {
    String generic = "ec2-203-0-113-11.ap-northeast-1.compute.amazonaws.com";
    return each(
            "ptr-not-generic",
            SERVER,
            FAIL,
            "is the provider's",
            SERVER_NAMES,
            name ->
                pointer(
                    SERVER, SERVER_NAMES.stream().map(n -> n.equals(name) ? generic : n).toList()))
        .map(one -> one.after(pointer(SERVER, SERVER_NAMES)).naming(generic));
  }

  private static Stream<KnockOut> furtherPointers() {
    return each(
        "ptr-single",
        SERVER,
        WARN,
        "is a second name",
        SERVER_NAMES.subList(1, 3),
        name -> pointer(SERVER, List.of(SERVER_NAMES.getFirst(), name)));
  }

  private static Stream<KnockOut> blocklists() {
    String rule = "dnsbl-not-listed";
    List<String> lists = SeveralFixture.BLOCKLISTS;
    return Stream.of(
            each(
                rule,
                SERVER,
                UNKNOWN,
                "gave no answer",
                lists,
                list -> noAnswer(Blocklists.entryName(SERVER, list), "A")),
            each(
                rule,
                SERVER,
                UNKNOWN,
                "lacks its test entry",
                lists,
                list -> status(Blocklists.testEntryName(false, list), "A", Status.NXDOMAIN)),
            each(
                rule,
                SERVER,
                UNKNOWN,
                "lists everything",
                lists,
                list -> records(Blocklists.negativeTestEntryName(false, list), "A", "127.0.0.2")),
            each(
                rule,
                SERVER,
                FAIL,
                "lists the address",
                lists,
                list -> records(Blocklists.entryName(SERVER, list), "A", "127.0.0.2")))
        .flatMap(knockOuts -> knockOuts);
  }

  /** The includes of the first domain, each of which names one server and one gateway. */
  private static Stream<KnockOut> includes() {
    String rule = "spf-authorises-senders";
    String domain = SeveralFixture.DOMAINS.getFirst();
    List<String> names = SeveralDomains.includes();
    return Stream.concat(
        Stream.of(
                each(rule, domain, UNKNOWN, "got no answer", names, n -> noAnswer(n, "TXT")),
                each(
                    rule,
                    domain,
                    FAIL,
                    "is not there",
                    names,
                    n -> status(n, "TXT", Status.NXDOMAIN)),
                each(
                    rule,
                    domain,
                    FAIL,
                    "authorises everybody",
                    names,
                    n -> records(n, "TXT", "v=spf1 +all")))
            .flatMap(knockOuts -> knockOuts),
        IntStream.range(0, 3)
            .boxed()
            .flatMap(i ->
                each(
                    rule,
                    domain,
                    FAIL,
                    "is not authorised",
                    List.of(SERVERS.get(i), SERVERS_V6.get(i), GATEWAYS.get(i)),
                    sender ->
                        records(
                            names.get(i),
                            "TXT",
                            include(
                                Stream.of(SERVERS.get(i), SERVERS_V6.get(i), GATEWAYS.get(i))
                                    .filter(other -> !other.equals(sender)))))));
  }

  private static String include(Stream<String> senders) {
    StringBuilder spf = new StringBuilder("v=spf1");
    senders.forEach(sender -> spf.append(sender.contains(":") ? " ip6:" : " ip4:").append(sender));
    return spf.append(" -all").toString();
  }

  /** The hosts that {@code a} and {@code mx} name. */
  private static Stream<KnockOut> hosts(String domain, List<String> names) {
    return Stream.of("A", "AAAA")
        .flatMap(type ->
            each(
                "spf-authorises-senders",
                domain,
                UNKNOWN,
                type + " got no answer",
                names,
                name -> noAnswer(name, type)));
  }
}
