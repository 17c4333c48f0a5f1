package io.todoku.rule.domain;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.MailDnsNames;
import io.todoku.snapshot.Snapshot;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/** Each mail domain asks for reports about TLS failures of senders (RFC 8460 section 3). */
@Component
class TlsRptPublished implements Rule {

  static final String ID = "tls-rpt-published";

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.DOMAINS)
        .revision(2)
        .rfc(8460);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return MailDomainContext.judgeEach(ID, snapshot, TlsRptPublished::judge);
  }

  private static Finding judge(MailDomainContext mail) {
    String name = MailDnsNames.tlsRptName(mail.domain());
    Remedy publish =
        mail.publishing("do.publish", name, "v=TLSRPTv1; rua=mailto:tls-reports@" + mail.domain());
    VersionedTxtRecord announcement = new VersionedTxtRecord(mail, name, "TLSRPTv1", publish);
    return announcement.judge(record -> {
      String rua = record.value("rua").orElse("");
      return record.hasRepeatedTags() || !areReportUris(rua)
          ? announcement.malformed()
          : mail.pass("pass", rua);
    });
  }

  /** Whether reports can be sent to each of the URIs. */
  private static boolean areReportUris(String rua) {
    return Arrays.stream(rua.split(",", -1))
        .allMatch(uri -> uri.strip().matches("mailto:[^\\s@!]+@[^\\s@!]+|https://\\S+"));
  }
}
