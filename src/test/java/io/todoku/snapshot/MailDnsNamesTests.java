package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MailDnsNamesTests {

  @Test
  void walksFromTheDomainToItsTop() {
    assertThat(MailDnsNames.dmarcNames("Mail.Example.com."))
        .containsExactly("_dmarc.mail.example.com", "_dmarc.example.com", "_dmarc.com");
  }

  @Test
  void skipsFromALongNameToSevenLabels() {
    assertThat(MailDnsNames.dmarcNames("a.b.c.d.e.f.g.h.i.j.mail.example.com"))
        .containsExactly(
            "_dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com",
            "_dmarc.g.h.i.j.mail.example.com",
            "_dmarc.h.i.j.mail.example.com",
            "_dmarc.i.j.mail.example.com",
            "_dmarc.j.mail.example.com",
            "_dmarc.mail.example.com",
            "_dmarc.example.com",
            "_dmarc.com");
    assertThat(MailDnsNames.dmarcNames("a.b.c.d.e.f.example.com"))
        .hasSize(8)
        .startsWith("_dmarc.a.b.c.d.e.f.example.com", "_dmarc.b.c.d.e.f.example.com");
  }

  @Test
  void namesTheRest() {
    assertThat(MailDnsNames.dkimName("S1", "example.com.")).isEqualTo("s1._domainkey.example.com");
    assertThat(MailDnsNames.tlsRptName("example.com")).isEqualTo("_smtp._tls.example.com");
    assertThat(MailDnsNames.mtaStsName("example.com")).isEqualTo("_mta-sts.example.com");
    assertThat(MailDnsNames.mtaStsHost("Example.com.")).isEqualTo("mta-sts.example.com");
    assertThat(MailDnsNames.mtaStsPolicyUrl("Example.com."))
        .isEqualTo("https://mta-sts.example.com/.well-known/mta-sts.txt");
  }
}
