package io.todoku.rule.limit;

import io.todoku.rule.Evidence;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.Ses.SesIdentityDetails;
import io.todoku.snapshot.Snapshot;
import io.todoku.spf.SpfRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the identities of SES in one Region show: whether SES may send as them, whether it signs for
 * them, and whether their MAIL FROM domains lead back to SES.
 */
final class SesIdentities {

  private static final String SUCCESS = "SUCCESS";
  private static final String RETURN_PATH_INCLUDE = "amazonses.com";

  private final Snapshot snapshot;
  private final String region;
  private final List<String> verified = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private final List<String> covered = new ArrayList<>();
  private final Set<String> verifiedDomains;
  private final List<String> temporarilyFailed = new ArrayList<>();
  private final List<String> unsigned = new ArrayList<>();
  private final List<String> wrongMailFrom = new ArrayList<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private @Nullable Reason unknownReason;

  SesIdentities(Snapshot snapshot, String region, List<SesIdentity> identities) {
    this.snapshot = snapshot;
    this.region = region;
    this.verifiedDomains =
        identities.stream()
            .filter(identity -> identity.verificationStatus().equals(SUCCESS))
            .filter(identity -> identity.sendingEnabled() && !identity.name().contains("@"))
            .map(identity -> DnsLookup.canonical(identity.name()))
            .collect(Collectors.toSet());
    identities.forEach(this::examine);
  }

  /** Whether SES may send as none of them. */
  boolean noneVerified() {
    return verified.isEmpty() && temporarilyFailed.isEmpty() && unknownReason == null;
  }

  /** Those that SES refuses to send as, each with its status. */
  String failed() {
    return String.join(", ", failed);
  }

  /** Those that SES sends as only because a domain that they lie in is verified. */
  String covered() {
    return String.join(", ", covered);
  }

  /** Those whose verification SES could not repeat. */
  String temporarilyFailed() {
    return String.join(", ", temporarilyFailed);
  }

  /** Verified domains whose mail SES does not sign. */
  String unsigned() {
    return String.join(", ", unsigned);
  }

  /** MAIL FROM domains that SES does not use, or that lack a record. */
  String wrongMailFrom() {
    return String.join(", ", wrongMailFrom);
  }

  /** Why something about them is not known; null where all is. */
  @Nullable Reason unknownReason() {
    return unknownReason;
  }

  List<Evidence> evidence() {
    return List.copyOf(evidence);
  }

  private void examine(SesIdentity identity) {
    String status = identity.verificationStatus();
    switch (status) {
      case SUCCESS -> {
        if (identity.sendingEnabled()) {
          verified.add(identity.name());
          examineDetails(identity);
        } else {
          failed.add(identity.name() + " (SendingEnabled=false)");
        }
      }
      case "TEMPORARY_FAILURE" -> temporarilyFailed.add(identity.name());
      case "FAILED", "PENDING", "NOT_STARTED" ->
          (isWithinVerifiedDomain(identity.name()) ? covered : failed)
              .add(identity.name() + " (" + status + ")");
      default ->
          addUnknown(
              Reason.of(
                  ReasonKind.INCONCLUSIVE, "ses:ListEmailIdentities " + identity.name(), status));
    }
  }

  /** A verified domain covers its addresses and its subdomains, which need no identity. */
  private boolean isWithinVerifiedDomain(String identity) {
    String name = DnsLookup.canonical(identity.substring(identity.indexOf('@') + 1));
    return verifiedDomains.stream()
        .anyMatch(domain -> name.equals(domain) || name.endsWith("." + domain));
  }

  private void addUnknown(Reason reason) {
    unknownReason = unknownReason == null ? reason : unknownReason;
  }

  /** The details of addresses are not collected, because their domains sign for them. */
  private void examineDetails(SesIdentity identity) {
    switch (identity.details()) {
      case Unknown<SesIdentityDetails>(Reason reason) -> {
        if (reason.kind() != ReasonKind.NOT_ASKED) {
          addUnknown(reason);
        }
      }
      case Known<SesIdentityDetails>(SesIdentityDetails details) -> {
        evidence.add(
            Evidence.aws(
                "ses:GetEmailIdentity --email-identity %s --region %s"
                    .formatted(identity.name(), region),
                List.of(
                    "SigningEnabled=" + details.dkimSigningEnabled(),
                    "DkimStatus=" + details.dkimStatus(),
                    "MailFromDomain=" + details.mailFromDomain(),
                    "MailFromDomainStatus=" + details.mailFromStatus()),
                snapshot.finishedAt()));
        if (!identity.type().equals("EMAIL_ADDRESS")
            && !(details.dkimSigningEnabled() && details.dkimStatus().equals(SUCCESS))) {
          unsigned.add(identity.name());
        }
        if (details.mailFromDomain() != null) {
          examineMailFrom(details.mailFromDomain(), details.mailFromStatus());
        }
      }
    }
  }

  /** Bounces come back by its MX, and receivers check its SPF record. */
  private void examineMailFrom(String domain, @Nullable String status) {
    DnsLookup mx = snapshot.lookup(domain, "MX");
    DnsLookup txt = snapshot.lookup(domain, "TXT");
    evidence.add(Evidence.dns(mx));
    evidence.add(Evidence.dns(txt));
    boolean mxWrong =
        mx.answer() instanceof Known<DnsAnswer>
            && !mx.mailHosts().contains("feedback-smtp." + region + ".amazonses.com");
    boolean spfWrong =
        txt.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
            && answer.records().stream().noneMatch(SesIdentities::authorisesSes);
    if (!SUCCESS.equals(status) || mxWrong || spfWrong) {
      wrongMailFrom.add(domain);
    } else if (mx.answer() instanceof Unknown<DnsAnswer>(Reason reason)) {
      addUnknown(reason);
    } else if (txt.answer() instanceof Unknown<DnsAnswer>(Reason reason)) {
      addUnknown(reason);
    }
  }

  private static boolean authorisesSes(String text) {
    return SpfRecord.of(text).stream()
        .flatMap(spf -> spf.terms().stream())
        .anyMatch(term ->
            term.authorises()
                && (term.name().equals("include") || term.name().equals("redirect"))
                && DnsLookup.canonical(term.value()).equals(RETURN_PATH_INCLUDE));
  }
}
