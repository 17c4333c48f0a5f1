package io.todoku.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of RFC 9989, sections 4.7 and 4.10. */
class DmarcDiscoveryTests {

  private final List<String> queriedNames = new ArrayList<>();

  /**
   * @param zone {@code name: record | name: record}, below {@code _dmarc}; {@code ?} for an answer
   *     that could not be had, {@code !} for a bogus one
   */
  private Function<String, DnsLookup> txt(String zone) {
    return name -> {
      queriedNames.add(name);
      List<String> records =
          Arrays.stream(zone.split("\\|"))
              .map(String::strip)
              .filter(line -> name.equals("_dmarc." + line.split(": ", 2)[0]))
              .map(line -> line.split(": ", 2)[1])
              .toList();
      return new DnsLookup(name, "TXT", "192.0.2.53", Instant.EPOCH, answer(records));
    };
  }

  private static Observed<DnsAnswer> answer(List<String> records) {
    if (records.equals(List.of("?"))) {
      return Observed.unknown(Reason.of(ReasonKind.TIMEOUT, "test", ""));
    }
    boolean bogus = records.equals(List.of("!"));
    Status status = records.isEmpty() ? Status.NXDOMAIN : bogus ? Status.BOGUS : Status.ANSWERED;
    return Observed.known(
        new DnsAnswer(status, status == Status.ANSWERED ? records : List.of(), List.of(), null));
  }

  private String describe(String domain, String zone) {
    return switch (DmarcDiscovery.of(domain, txt(zone))) {
      case DmarcDiscovery.FoundRecord(String name, DmarcRecord record) -> {
        var policy =
            name.equals("_dmarc." + domain) ? record.policy() : record.subdomainPolicy(true);
        yield name.replace("_dmarc.", "")
            + " "
            + policy.map(DmarcRecord.Policy::id).orElse("passed over")
            + (record.testing() ? " tested" : "");
      }
      case DmarcDiscovery.NoRecord _ -> "missing";
      case DmarcDiscovery.UnresolvableRecord(String name, Status _) ->
          "broken " + name.replace("_dmarc.", "");
      case DmarcDiscovery.UndeterminedRecord _ -> "unseen";
    };
  }

  @ParameterizedTest(name = "{0}: {3}")
  @CsvSource(
      delimiterString = "->",
      textBlock =
          """
          # the domain's own record comes first, whatever is above
          own record              -> a.com -> a.com: v=DMARC1; p=reject | com: v=DMARC1; p=none; psd=y -> a.com reject
          own, above unseen       -> m.a.com -> m.a.com: v=DMARC1; p=reject | a.com: ? -> m.a.com reject
          own ignores sp          -> a.com -> a.com: v=DMARC1; p=reject; sp=none -> a.com reject
          own is a suffix         -> a.com -> a.com: v=DMARC1; p=reject; psd=y -> a.com reject
          # else that of the organizational domain, by sp or p
          parent's p              -> m.a.com -> a.com: v=DMARC1; p=reject -> a.com reject
          parent's sp             -> m.a.com -> a.com: v=DMARC1; p=reject; sp=none -> a.com none
          the highest of two      -> x.m.a.com -> m.a.com: v=DMARC1; p=none | a.com: v=DMARC1; p=reject -> a.com reject
          psd=n stops the walk    -> x.m.a.com -> m.a.com: v=DMARC1; p=none; psd=n | a.com: v=DMARC1; p=reject -> m.a.com none
          psd=u does not          -> x.m.a.com -> m.a.com: v=DMARC1; p=none; psd=u | a.com: v=DMARC1; p=reject -> a.com reject
          just below psd=y        -> m.a.com -> a.com: v=DMARC1; p=reject | com: v=DMARC1; p=none; psd=y -> a.com reject
          # else that of the public suffix
          only psd=y              -> m.a.com -> com: v=DMARC1; p=quarantine; psd=y -> com quarantine
          psd=y, its sp           -> a.com -> com: v=DMARC1; p=reject; sp=quarantine; psd=y -> com quarantine
          between is not used     -> x.m.a.com -> m.a.com: v=DMARC1; p=none | com: v=DMARC1; p=reject; psd=y -> com reject
          # long names skip to seven labels
          skipped                 -> z.h.g.f.e.d.c.b.com -> h.g.f.e.d.c.b.com: v=DMARC1; p=reject -> missing
          seven labels            -> z.h.g.f.e.d.c.b.com -> g.f.e.d.c.b.com: v=DMARC1; p=reject -> g.f.e.d.c.b.com reject
          # what counts as a record
          nothing                 -> a.com -> b.com: v=DMARC1; p=reject -> missing
          other texts beside      -> a.com -> a.com: v=spf1 -all | a.com: v=DMARC1; p=reject -> a.com reject
          several are none        -> a.com -> a.com: v=DMARC1; p=reject | a.com: v=DMARC1; p=none -> missing
          several below, one up   -> m.a.com -> m.a.com: v=DMARC1; p=none | m.a.com: v=DMARC1; p=none | a.com: v=DMARC1; p=reject -> a.com reject
          v is not first          -> a.com -> a.com: p=reject; v=DMARC1 -> missing
          v in lower case         -> a.com -> a.com: v=dmarc1; p=reject -> missing
          another version         -> a.com -> a.com: v=DMARC2; p=reject -> missing
          blanks around the signs -> a.com -> a.com: v = DMARC1 ;  p = reject ; -> a.com reject
          quoted by mistake       -> a.com -> a.com: "v=DMARC1; p=reject" -> missing
          tags in any order       -> a.com -> a.com: v=DMARC1; rua=mailto:d@a.com; p=reject -> a.com reject
          unknown tags            -> a.com -> a.com: v=DMARC1; p=reject; pct=50; x=y -> a.com reject
          policy in upper case    -> a.com -> a.com: v=DMARC1; p=Reject -> a.com reject
          test mode               -> a.com -> a.com: v=DMARC1; p=reject; t=y -> a.com reject tested
          # a policy that does not exist
          no p                    -> a.com -> a.com: v=DMARC1 -> a.com passed over
          no p, but reports       -> a.com -> a.com: v=DMARC1; rua=mailto:d@a.com -> a.com none
          no p above, but reports -> m.a.com -> a.com: v=DMARC1; rua=mailto:d@a.com -> a.com none
          no p above              -> m.a.com -> a.com: v=DMARC1; sp=reject -> a.com passed over
          wrong p                 -> a.com -> a.com: v=DMARC1; p=block -> a.com passed over
          wrong p, but reports    -> a.com -> a.com: v=DMARC1; p=block; rua=mailto:d@a.com -> a.com none
          wrong p, wrong reports  -> a.com -> a.com: v=DMARC1; p=block; rua=d@a.com -> a.com passed over
          wrong sp                -> a.com -> a.com: v=DMARC1; p=reject; sp=block -> a.com passed over
          wrong np, below         -> m.a.com -> a.com: v=DMARC1; p=reject; np=block -> a.com passed over
          # what could not be seen decides, if it is on the way
          unseen                  -> a.com -> a.com: ? -> unseen
          unseen above            -> m.a.com -> com: ? | a.com: v=DMARC1; p=reject -> unseen
          unseen beyond psd=n     -> m.a.com -> com: ? | a.com: v=DMARC1; p=reject; psd=n -> a.com reject
          bogus                   -> a.com -> a.com: ! -> broken a.com
          """)
  void walks(String name, String domain, String zone, String expected) {
    assertThat(describe(domain, zone)).as(name).isEqualTo(expected);
  }

  @Test
  void asksOnlyWhatItNeeds() {
    describe("m.a.com", "m.a.com: v=DMARC1; p=reject");

    assertThat(queriedNames).containsExactly("_dmarc.m.a.com");
  }

  @Test
  void aDomainThatIsNotThereHasAPolicyOfItsOwn() {
    DmarcRecord record = DmarcRecord.of("v=DMARC1; p=none; sp=quarantine; np=reject").orElseThrow();
    DmarcRecord without = DmarcRecord.of("v=DMARC1; p=none; sp=quarantine").orElseThrow();

    assertThat(record.subdomainPolicy(false)).contains(DmarcRecord.Policy.REJECT);
    assertThat(record.subdomainPolicy(true)).contains(DmarcRecord.Policy.QUARANTINE);
    assertThat(without.subdomainPolicy(false)).contains(DmarcRecord.Policy.QUARANTINE);
  }
}
