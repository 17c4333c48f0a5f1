package io.todoku.collect;

import io.todoku.collect.dns.DnsSession;
import io.todoku.snapshot.MailDnsNames;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.Ses.SesIdentityDetails;
import java.util.List;

/** Looks up in DNS what the identities of Amazon SES need: DKIM keys and MAIL FROM domains. */
final class SesLookups {

  private SesLookups() {}

  static void lookUp(DnsSession dns, List<RegionInventory> regions) {
    for (RegionInventory region : regions) {
      if (region.ses() instanceof Known<Ses>(Ses ses)) {
        ses.identities().forEach(identity -> lookUp(dns, identity));
      }
    }
  }

  private static void lookUp(DnsSession dns, SesIdentity identity) {
    if (!(identity.details() instanceof Known<SesIdentityDetails>(SesIdentityDetails details))) {
      return;
    }
    if (!identity.name().contains("@")) { // an address is signed for as its domain is
      details
          .dkimSelectors()
          .forEach(selector -> dns.lookup(MailDnsNames.dkimName(selector, identity.name()), "TXT"));
    }
    if (details.mailFromDomain() != null) {
      dns.lookup(details.mailFromDomain(), "MX");
      dns.lookup(details.mailFromDomain(), "TXT");
    }
  }
}
