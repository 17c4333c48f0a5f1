package io.todoku.rule.address;

import static io.todoku.rule.World.aSnapshot;
import static io.todoku.rule.World.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Verdict;
import io.todoku.rule.World;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.MailServer.Ending;
import io.todoku.snapshot.Reason.Cause;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeloMatchesPtrTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final String REVERSE = "9.113.0.203.in-addr.arpa";
  private static final String NAME = "mail.example.com";

  private final HeloMatchesPtr rule = new HeloMatchesPtr();

  private static World greets(String greeting, String ehlo) {
    return aSnapshot().withSender(ADDRESS).greets(ADDRESS, greeting, ehlo);
  }

  @Test
  void passesWhereThePtrGivesTheName() {
    Finding finding =
        only(rule, greets("Mail.Example.com ESMTP", NAME).ptr(ADDRESS, "x.example.com", NAME));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.evidence()).hasSize(2);
  }

  @Test
  void onlyWarnsWhereTheNamesDiffer() {
    Finding finding =
        only(rule, greets("mx.example.com ESMTP", NAME).ptr(ADDRESS, NAME).dns(NAME, "A", ADDRESS));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary().arguments()).containsExactly(ADDRESS, "mx.example.com", NAME);
    assertThat(finding.remedy().commands().getFirst()).contains("myhostname = " + NAME);
  }

  @Test
  void putsNoHostileNameIntoACommand() {
    String hostile = "a'$(id).example.com";
    World world = greets(NAME + " ESMTP", NAME).ptr(ADDRESS, hostile).dns(hostile, "A", ADDRESS);

    assertThat(only(rule, world).remedy().commands().getFirst()).contains("[EDIT: ");
  }

  @Test
  void isUnknownWhereThePtrIs() {
    Finding finding =
        only(rule, greets(NAME + " ESMTP", NAME).dnsUnknown(REVERSE, "PTR", Cause.SERVFAIL));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknown().cause()).isEqualTo(Cause.SERVFAIL);
  }

  @Test
  void doesNotApplyWithoutPtr() {
    World none = greets(NAME + " ESMTP", NAME).dnsStatus(REVERSE, "PTR", Status.NXDOMAIN);

    assertThat(only(rule, none).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void isUnknownWhereNoNameWasHeard() {
    assertThat(only(rule, greets("****", "***").ptr(ADDRESS, NAME)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
    World dropped =
        aSnapshot()
            .withSender(ADDRESS)
            .greets(ADDRESS, NAME + " ESMTP", null, Ending.DROPPED)
            .ptr(ADDRESS, NAME);
    assertThat(only(rule, dropped).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void followsThePortWhereNothingListens() {
    World closed = aSnapshot().withSender(ADDRESS).dialogue(ADDRESS, Dialogue.NOTHING);
    World open =
        aSnapshot().withSender(ADDRESS).openToTheWorld(25).dialogue(ADDRESS, Dialogue.NOTHING);
    World silent =
        aSnapshot().withSender(ADDRESS).openToTheWorld(25).serverUnknown(ADDRESS, Cause.TIMEOUT);

    assertThat(only(rule, closed).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(only(rule, open).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(only(rule, silent).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void saysNothingOfGateways() {
    World world = aSnapshot().withNat("nat-1", "available", ADDRESS, Map.of("todoku:mail", "yes"));

    assertThat(rule.judge(world.build())).isEmpty();
  }
}
