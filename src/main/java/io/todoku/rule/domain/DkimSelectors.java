package io.todoku.rule.domain;

import io.todoku.rule.Finding;
import io.todoku.rule.NotCollected;
import io.todoku.rule.RegisteredDomains;
import io.todoku.rule.Resource;
import io.todoku.rule.Sender;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.Ses.SesIdentityDetails;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The selectors that the senders of a domain sign with, as far as they are known. None is guessed,
 * because a key that is found may not be the one that signs.
 *
 * @param configured in the account's mail domains
 * @param ofSes those by which Amazon SES signs for the account's identity of that name
 * @param unknownOfSes why there may be other selectors of such an identity; null where all are
 *     known
 * @param unknownIn the Regions in which there may be, or the account where its Regions are not
 *     known
 * @param ownSenders addresses of the account that send for the domain
 */
record DkimSelectors(
    List<String> configured,
    List<String> ofSes,
    @Nullable Reason unknownOfSes,
    List<String> unknownIn,
    List<String> ownSenders) {

  /** The names of the two selectors of Microsoft 365, which uses one and publishes the other. */
  private static final Set<String> PAIR_OF_MICROSOFT_365 = Set.of("selector1", "selector2");

  static DkimSelectors of(MailDomainContext mail) {
    String domain = DnsLookup.canonical(mail.domain());
    List<String> ofSes = new ArrayList<>();
    List<Finding> notListed = notListed(mail.snapshot());
    Reason unknown = notListed.isEmpty() ? null : notListed.getFirst().unknownReason();
    Set<String> unknownIn = new LinkedHashSet<>();
    notListed.forEach(finding -> unknownIn.add(finding.resource().id()));
    for (RegionInventory region : mail.snapshot().knownRegions()) {
      for (SesIdentity identity : identities(region, domain)) {
        switch (identity.details()) {
          case Known<SesIdentityDetails>(SesIdentityDetails details) -> {
            if (details.dkimSigningEnabled()) {
              ofSes.addAll(details.dkimSelectors());
            }
          }
          case Unknown<SesIdentityDetails>(Reason reason) -> {
            if (reason.kind() != ReasonKind.NOT_ASKED) {
              unknown = unknown == null ? reason : unknown;
              unknownIn.add(region.name());
            }
          }
        }
      }
    }
    return new DkimSelectors(
        mail.selectors(),
        List.copyOf(ofSes),
        unknown,
        List.copyOf(unknownIn),
        Sender.possibleIn(mail.snapshot()).stream()
            .filter(sender -> sender.sends() && sender.sendsForMailDomains())
            .filter(sender -> sender.domains().contains(mail.domain()))
            .map(Sender::address)
            .toList());
  }

  /**
   * The Regions whose identities could not be listed; none in older files, in which nobody asked.
   */
  private static List<Finding> notListed(Snapshot snapshot) {
    return NotCollected.findings(DkimPublished.ID, snapshot, region -> List.of(region.ses()))
        .stream()
        .filter(finding ->
            finding.resource().type() == Resource.Type.ACCOUNT
                || (finding.unknownReason() != null
                    && finding.unknownReason().kind() != ReasonKind.NOT_ASKED))
        .toList();
  }

  /** The identity of the domain itself: an address is signed for as its domain is. */
  private static List<SesIdentity> identities(RegionInventory region, String domain) {
    return region.ses() instanceof Known<Ses>(Ses ses)
        ? ses.identities().stream()
            .filter(identity -> DnsLookup.canonical(identity.name()).equals(domain))
            .toList()
        : List.of();
  }

  List<String> all() {
    return Stream.concat(configured.stream(), ofSes.stream()).distinct().toList();
  }

  /** Whether only the selectors of SES are known, though the account's own servers send too. */
  boolean lackThoseOfOwnSenders() {
    return configured.isEmpty() && !ownSenders.isEmpty();
  }

  /** Whether a provider publishes the selector only when it begins to sign with it. */
  boolean isPublishedByProvider(String selector, String domain, List<String> aliases) {
    return aliases.stream().anyMatch(alias -> !RegisteredDomains.sameOwner(domain, alias))
        || (PAIR_OF_MICROSOFT_365.contains(selector) && all().containsAll(PAIR_OF_MICROSOFT_365));
  }
}
