package io.todoku.rule;

import static io.todoku.rule.KnockOut.each;
import static io.todoku.rule.SeveralFixture.DOMAINS;
import static io.todoku.rule.SeveralFixture.REGIONS;
import static io.todoku.rule.SeveralFixture.SERVERS;
import static io.todoku.rule.SpoiltSnapshot.region;
import static io.todoku.rule.Verdict.UNKNOWN;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Each of several Regions, of which nothing could be collected. */
final class RegionKnockOuts {

  private RegionKnockOuts() {}

  static Stream<KnockOut> all() {
    return Stream.concat(
        AllRules.engine().catalogue().stream()
            .filter(rule -> rule.area() != RuleInfo.Area.DOMAINS)
            .flatMap(rule -> regionsOfRule(rule.id())),
        DOMAINS.stream().flatMap(RegionKnockOuts::regionsOfDomain));
  }

  /** Every rule that judges what Regions hold is UNKNOWN for one that could not be listed. */
  private static Stream<KnockOut> regionsOfRule(String rule) {
    return REGIONS.stream()
        .flatMap(name ->
            each(
                rule,
                name,
                UNKNOWN,
                "was not collected",
                List.of(name),
                RegionKnockOuts::notCollected));
  }

  /** Senders, holders of addresses and selectors of a domain may be in any Region. */
  private static Stream<KnockOut> regionsOfDomain(String domain) {
    return Stream.of(
            each(
                "spf-authorises-senders",
                domain,
                UNKNOWN,
                "was not collected",
                REGIONS,
                RegionKnockOuts::notCollected),
            each(
                    "mx-owned",
                    domain,
                    UNKNOWN,
                    "was not collected",
                    REGIONS,
                    RegionKnockOuts::notCollected)
                .map(one -> one.naming(SERVERS.get(REGIONS.indexOf(one.thing())))),
            each(
                "dkim-published",
                domain,
                UNKNOWN,
                "hides its identities of SES",
                REGIONS,
                name ->
                    region(
                        name,
                        inventory ->
                            RecordCopy.with(
                                inventory,
                                "ses",
                                Observed.unknown(Reason.of(ReasonKind.DENIED, "ses", ""))))))
        .flatMap(knockOuts -> knockOuts);
  }

  private static UnaryOperator<Snapshot> notCollected(String name) {
    return region(
        name,
        inventory ->
            RegionInventory.notCollected(
                name, Reason.of(ReasonKind.DENIED, "ec2:DescribeAddresses", "")));
  }
}
