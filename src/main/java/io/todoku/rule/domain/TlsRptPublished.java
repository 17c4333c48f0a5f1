package io.todoku.rule.domain;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.MailNames;
import io.todoku.snapshot.Snapshot;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/** Each mail domain says who hears of TLS failures on the way to it (RFC 8460 section 3). */
@Component
class TlsRptPublished implements Rule {

  static final String ID = "tls-rpt-published";

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
    Remedy publish =
        mail.remedy(
            "do.publish",
            ZoneLine.txt(name, "v=TLSRPTv1; rua=mailto:tls-reports@" + mail.domain()));
    Announcement announcement = new Announcement(mail, name, "TLSRPTv1", publish);
    return announcement.judge(record -> {
      String rua = record.value("rua").orElse("");
      return record.repeats() || !leads(rua) ? announcement.malformed() : mail.pass("pass", rua);
    });
  }

  /** Whether each of the addresses is one that reports can go to. */
  private static boolean leads(String rua) {
    return Arrays.stream(rua.split(",", -1))
        .allMatch(uri -> uri.strip().matches("mailto:[^\\s@!]+@[^\\s@!]+|https://\\S+"));
  }
}
