package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.Ses.SesIdentityDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads SES in one Region. Asks for more than the identities only where some exist, because without
 * one the account cannot send by SES.
 */
final class SesReader {

  /** Domains whose details are read: SES allows one such call a second. */
  static final int MAX_DOMAINS = 50;

  /** Causes that may concern one domain only; the next domain is still read. */
  private static final Set<ReasonKind> DOMAIN_SPECIFIC_CAUSES =
      Set.of(
          ReasonKind.FAILED,
          ReasonKind.UNAVAILABLE,
          ReasonKind.MALFORMED,
          ReasonKind.INTERNAL_ERROR);

  private final SesQueries ses;
  private final String region;
  private final ApiCaller caller;

  SesReader(SesQueries ses, String region, ApiCaller caller) {
    this.ses = ses;
    this.region = region;
    this.caller = caller;
  }

  CompletableFuture<Observed<Ses>> start() {
    return caller
        .start(region, ApiCall.LIST_EMAIL_IDENTITIES, ses::identities)
        .thenCompose(listed ->
            switch (listed) {
              case Known<List<SesIdentity>>(var identities) ->
                  startMore(identities).thenApply(Observed::known);
              case Unknown<List<SesIdentity>>(Reason reason) ->
                  CompletableFuture.completedFuture(Observed.unknown(reason));
            });
  }

  private CompletableFuture<Ses> startMore(List<SesIdentity> identities) {
    if (identities.isEmpty()) {
      return CompletableFuture.completedFuture(
          new Ses(
              Observed.unknown(notAsked(ApiCall.GET_ACCOUNT, "")),
              identities,
              Observed.unknown(notAsked(ApiCall.GET_DEDICATED_IPS, ""))));
    }
    var account = caller.start(region, ApiCall.GET_ACCOUNT, ses::account);
    var dedicatedIps = caller.start(region, ApiCall.GET_DEDICATED_IPS, ses::dedicatedIps);
    var detailed = caller.start(() -> withDetails(identities));
    return CompletableFuture.allOf(account, dedicatedIps, detailed)
        .thenApply(all -> new Ses(account.join(), detailed.join(), dedicatedIps.join()));
  }

  /**
   * Reads the details of the domains one after the other; an address has the settings of its
   * domain. Records one gap for all domains.
   */
  private List<SesIdentity> withDetails(List<SesIdentity> identities) {
    List<SesIdentity> detailed = new ArrayList<>();
    Reason failure = null;
    int domains = 0;
    for (SesIdentity identity : identities) {
      if (identity.name().contains("@")) {
        detailed.add(identity);
        continue;
      }
      Observed<SesIdentityDetails> details = details(identity.name(), domains++, failure);
      if (details instanceof Unknown<SesIdentityDetails>(Reason reason)
          && reason.kind() != ReasonKind.NOT_ASKED
          && (failure == null || DOMAIN_SPECIFIC_CAUSES.contains(failure.kind()))) {
        failure = reason;
      }
      detailed.add(
          new SesIdentity(
              identity.name(),
              identity.type(),
              identity.sendingEnabled(),
              identity.verificationStatus(),
              details));
    }
    if (failure != null) {
      caller.recordGap(region, failure);
    }
    return List.copyOf(detailed);
  }

  private Observed<SesIdentityDetails> details(
      String domain, int domainsBefore, @Nullable Reason failure) {
    if (failure != null && !DOMAIN_SPECIFIC_CAUSES.contains(failure.kind())) {
      return Observed.unknown(failure);
    }
    if (domainsBefore >= MAX_DOMAINS) {
      return Observed.unknown(
          notAsked(
              ApiCall.GET_EMAIL_IDENTITY,
              domain + " is beyond " + MAX_DOMAINS + " domains in one scan"));
    }
    return caller.callWithoutGap(
        region, ApiCall.GET_EMAIL_IDENTITY, () -> ses.identityDetails(domain));
  }

  private static Reason notAsked(ApiCall call, String detail) {
    return Reason.of(ReasonKind.NOT_ASKED, call.action(), detail);
  }
}
