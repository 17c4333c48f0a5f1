package io.todoku.onboarding;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.AccountAddition;
import io.todoku.account.NewAccounts;
import io.todoku.collect.OrganizationCollector;
import io.todoku.onboarding.OrganizationMember.MemberState;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.OrganizationListing;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Remembers AWS organizations, lists their accounts, and adds those that somebody chooses. Nothing
 * is added by itself.
 */
@Component
class Organizations {

  private static final String ID = "o-[a-z0-9]{1,38}";

  /** How old a listing may become before the job lists the accounts again. */
  private static final Duration MAX_AGE = Duration.ofDays(1);

  /** How long the job waits after a failure. */
  private static final Duration RETRY = Duration.ofHours(6);

  private static final Logger log = LoggerFactory.getLogger(Organizations.class);

  private final OrganizationCollector collector;
  private final OrganizationStore store;
  private final NewAccounts newAccounts;
  private final Clock clock;

  Organizations(
      OrganizationCollector collector,
      OrganizationStore store,
      NewAccounts newAccounts,
      Clock clock) {
    this.collector = collector;
    this.store = store;
    this.newAccounts = newAccounts;
    this.clock = clock;
  }

  List<KnownOrganization> all() {
    return store.all();
  }

  /** Text that cannot be an id is not looked up, because PostgreSQL rejects some characters. */
  Optional<KnownOrganization> find(String id) {
    return id.matches(ID) ? store.find(id) : Optional.empty();
  }

  List<OrganizationMember> members(String id) {
    return store.members(id);
  }

  /**
   * Lists the accounts of an organization and remembers it. One that is remembered keeps its rules,
   * and is listed by this access from now on.
   *
   * @return its id; Unknown, with what helps, where its accounts cannot be listed
   */
  Observed<String> add(Access access, String author) {
    Observed<OrganizationListing> listed = collector.list(access);
    if (listed instanceof Known<OrganizationListing>(OrganizationListing listing)) {
      store.save(listing, access, author, now());
    }
    return listed.map(OrganizationListing::id);
  }

  /** Lists the accounts of a remembered organization again. */
  void update(KnownOrganization organization) {
    switch (collector.list(organization.access())) {
      case Known<OrganizationListing>(OrganizationListing listing)
          when listing.id().equals(organization.id()) ->
          store.update(listing, now());
      case Known<OrganizationListing>(OrganizationListing other) ->
          store.fail(
              organization.id(),
              Reason.of(
                  ReasonKind.WRONG_ACCOUNT,
                  "organizations:ListAccounts",
                  "the credentials now belong to organization " + other.id()),
              now());
      case Unknown<OrganizationListing>(Reason reason) ->
          store.fail(organization.id(), reason, now());
    }
  }

  /** Lists those again whose listing is a day old. A failure does not stop the others. */
  void updateDue() {
    for (KnownOrganization organization : store.all()) {
      if (isDue(organization)) {
        try {
          update(organization);
        } catch (RuntimeException failure) {
          log.error("Organization {} cannot be listed", organization.id(), failure);
        }
      }
    }
  }

  private boolean isDue(KnownOrganization organization) {
    Instant due =
        organization.failure() == null
            ? organization.listedAt().plus(MAX_AGE)
            : organization.attemptedAt().plus(RETRY);
    return !clock.instant().isBefore(due);
  }

  void changeRules(String id, OnboardingRules rules) {
    store.changeRules(id, rules);
  }

  /** The accounts that can be added or declined, by the rules. */
  List<ProposedAccount> offered(KnownOrganization organization) {
    return store.members(organization.id()).stream()
        .filter(member -> member.state() == MemberState.OFFERED)
        .map(member -> organization.rules().propose(member.listed()))
        .toList();
  }

  /**
   * Adds chosen accounts by the rules, in one transaction.
   *
   * @param chosen their ids
   * @return what became of each, in the order of the ids
   */
  List<MemberAddition> addAccounts(KnownOrganization organization, List<String> chosen) {
    Map<String, OrganizationMember> members = new HashMap<>();
    store.members(organization.id()).forEach(one -> members.put(one.listed().id(), one));
    List<Account> addable = new ArrayList<>();
    Map<String, MemberAddition> results = new HashMap<>();
    List<String> ids = List.copyOf(new LinkedHashSet<>(chosen));
    for (String id : ids) {
      OrganizationMember member = members.get(id);
      if (member == null) {
        results.put(id, MemberAddition.unlisted(id));
        continue;
      }
      ProposedAccount proposed = organization.rules().propose(member.listed());
      if (member.known()) {
        results.put(id, MemberAddition.existing(proposed));
      } else if (member.leftAt() != null) {
        results.put(id, MemberAddition.left(proposed));
      } else {
        proposed
            .account()
            .ifPresentOrElse(addable::add, () -> results.put(id, MemberAddition.refused(proposed)));
      }
    }
    for (AccountAddition addition : newAccounts.addMissing(addable)) {
      results.put(addition.account().id(), MemberAddition.of(addition));
    }
    return ids.stream().flatMap(id -> Optional.ofNullable(results.get(id)).stream()).toList();
  }

  /** Leaves accounts out of what is offered. */
  void decline(String id, List<String> accounts, String author) {
    store.decline(id, accounts.stream().filter(Account::isId).toList(), author);
  }

  /** Offers accounts again. */
  void offerAgain(String id, List<String> accounts) {
    store.decline(id, accounts.stream().filter(Account::isId).toList(), null);
  }

  /** Forgets an organization; its accounts here stay. */
  void remove(String id) {
    store.remove(id);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
