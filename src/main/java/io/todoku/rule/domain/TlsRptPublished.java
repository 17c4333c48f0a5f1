package io.todoku.rule.domain;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.MailNames;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Each mail domain says who hears of TLS failures on the way to it (RFC 8460 section 3). */
@Component
class TlsRptPublished implements Rule {

  static final String ID = "tls-rpt-published";

  private static final String VERSION = "TLSRPTv1";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.DOMAINS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return DomainCase.each(ID, snapshot, TlsRptPublished::judge);
  }

  private static Finding judge(DomainCase mail) {
    String name = MailNames.tlsRpt(mail.domain());
    return switch (mail.ask(name, "TXT").answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> mail.unknown("unknown", reason, Remedy.NONE);
      case Known<DnsAnswer>(DnsAnswer answer) ->
          switch (answer.status()) {
            case BOGUS, CNAME_LOOP ->
                mail.fail(
                    "fail.broken",
                    mail.remedy("do.zone", List.of(), name),
                    name,
                    answer.status().name());
            case ANSWERED, NXDOMAIN, NODATA -> records(mail, name, answer.records());
          };
    };
  }

  private static Finding records(DomainCase mail, String name, List<String> texts) {
    List<TagList> records =
        texts.stream().map(TagList::of).filter(tags -> tags.is(VERSION)).toList();
    Remedy publish =
        mail.remedy(
            "do.publish",
            ZoneLine.txt(name, "v=TLSRPTv1; rua=mailto:tls-reports@" + mail.domain()));
    if (records.size() > 1) {
      return mail.fail("fail.several", mail.remedy("do.one", List.of(), name), name);
    }
    if (records.isEmpty()) {
      return texts.stream()
              .anyMatch(t -> t.toUpperCase(Locale.ROOT).contains(VERSION.toUpperCase(Locale.ROOT)))
          ? mail.fail("fail.malformed", publish, name)
          : mail.warn("warn", publish);
    }
    TagList record = records.getFirst();
    String rua = record.value("rua").orElse("");
    return record.malformed() || record.repeats() || !leads(rua)
        ? mail.fail("fail.malformed", publish, name)
        : mail.pass("pass", rua);
  }

  /** Whether each of the addresses is one that reports can go to. */
  private static boolean leads(String rua) {
    return Arrays.stream(rua.split(",", -1))
        .allMatch(uri -> uri.strip().matches("mailto:[^\\s@!]+@[^\\s@!]+|https://\\S+"));
  }
}
