package io.todoku.rule;

import static io.todoku.rule.KnockOut.each;
import static io.todoku.rule.SeveralFixture.DOMAINS;
import static io.todoku.rule.SeveralFixture.REGIONS;
import static io.todoku.rule.SpoiltSnapshot.elements;
import static io.todoku.rule.SpoiltSnapshot.listed;
import static io.todoku.rule.SpoiltSnapshot.noAnswer;
import static io.todoku.rule.SpoiltSnapshot.records;
import static io.todoku.rule.SpoiltSnapshot.region;
import static io.todoku.rule.Verdict.FAIL;
import static io.todoku.rule.Verdict.UNKNOWN;
import static io.todoku.rule.Verdict.WARN;
import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.REGION;

import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Attestation.AttestationState;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.DbSubnetGroup;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SupportCase;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What rules ask of several identities, support cases, statements of people and subnets. */
final class AccountKnockOuts {

  private AccountKnockOuts() {}

  static Stream<KnockOut> all() {
    return Stream.of(identities(), sendLimit(), zones()).flatMap(knockOuts -> knockOuts);
  }

  private static <T> Observed<T> denied(String api, String detail) {
    return Observed.unknown(Reason.of(ReasonKind.DENIED, api, detail));
  }

  private static Stream<KnockOut> identities() {
    String rule = "ses-production-access";
    List<String> paths = DOMAINS.stream().map(SeveralDomains::returnPath).toList();
    return Stream.of(
            each(
                rule,
                REGION,
                UNKNOWN,
                "hides its details",
                DOMAINS,
                name -> identity(name, "details", denied("ses:GetEmailIdentity", name))),
            each(
                    "dkim-published",
                    "",
                    UNKNOWN,
                    "hides its selectors",
                    DOMAINS,
                    name -> identity(name, "details", denied("ses:GetEmailIdentity", "")))
                .map(one -> one.at(one.thing())),
            each(
                rule,
                REGION,
                UNKNOWN,
                "has a new status",
                DOMAINS,
                name -> identity(name, "verificationStatus", "NEW")),
            each(
                rule,
                REGION,
                FAIL,
                "failed",
                DOMAINS,
                name -> identity(name, "verificationStatus", "FAILED")),
            each(
                rule,
                REGION,
                FAIL,
                "may not send",
                DOMAINS,
                name -> identity(name, "sendingEnabled", false)),
            Stream.of("MX", "TXT")
                .flatMap(type ->
                    Stream.concat(
                        each(
                            rule,
                            REGION,
                            UNKNOWN,
                            type + " got no answer",
                            paths,
                            path -> noAnswer(path, type)),
                        each(
                            rule,
                            REGION,
                            WARN,
                            type + " is of others",
                            paths,
                            path -> records(path, type, "10 mail.others.example")))))
        .flatMap(knockOuts -> knockOuts);
  }

  private static UnaryOperator<Snapshot> identity(String name, String component, Object value) {
    return region(
        REGION,
        inventory ->
            RecordCopy.replace(
                inventory,
                "ses",
                (Observed<Ses> observed) ->
                    observed.map(ses ->
                        RecordCopy.replace(
                            ses,
                            "identities",
                            (List<SesIdentity> all) ->
                                SpoiltSnapshot.changed(
                                    all,
                                    identity -> identity.name().equals(name),
                                    identity -> RecordCopy.with(identity, component, value))))));
  }

  /** A case that is newer than the statement, and statements that are recorded last. */
  private static Stream<KnockOut> sendLimit() {
    String rule = "send-limit-removed";
    return REGIONS.stream()
        .flatMap(region ->
            Stream.concat(
                each(
                    rule,
                    region,
                    UNKNOWN,
                    "was opened later",
                    SeveralFixture.CASES,
                    id ->
                        snapshot ->
                            RecordCopy.replace(
                                snapshot,
                                "supportCases",
                                (Observed<List<SupportCase>> cases) ->
                                    cases.map(all ->
                                        SpoiltSnapshot.changed(
                                            all,
                                            one -> one.id().equals(id),
                                            one -> RecordCopy.with(one, "createdAt", NOW))))),
                each(
                        rule,
                        region,
                        FAIL,
                        "is recorded last and tells of a refusal",
                        List.of("att-0", "att-1", "att-2"),
                        id ->
                            elements(
                                "attestations",
                                (Attestation one) -> one.id().equals(id + "-" + region),
                                one ->
                                    RecordCopy.with(
                                        RecordCopy.with(one, "recordedAt", NOW),
                                        "state",
                                        AttestationState.REFUSED)))
                    .map(one -> one.naming("REFUSED"))));
  }

  private static Stream<KnockOut> zones() {
    String rule = "rds-subnet-group-spans-azs";
    return Stream.of("Inactive", "Local Zone")
        .flatMap(way ->
            each(
                    rule,
                    "three",
                    FAIL,
                    "is of an " + way,
                    SeveralNetworks.ZONES,
                    zone ->
                        listed(
                            REGION,
                            "dbSubnetGroups",
                            (DbSubnetGroup group) -> true,
                            group ->
                                RecordCopy.replace(
                                    group,
                                    "subnets",
                                    (List<DbSubnetGroup.Member> members) ->
                                        SpoiltSnapshot.changed(
                                            members,
                                            member -> member.zone().equals(REGION + zone),
                                            member ->
                                                way.equals("Inactive")
                                                    ? RecordCopy.with(member, "status", way)
                                                    : RecordCopy.with(
                                                        member, "zone", REGION + "-nrt-1a")))))
                .map(one -> one.naming("subnet-" + one.thing())));
  }
}
