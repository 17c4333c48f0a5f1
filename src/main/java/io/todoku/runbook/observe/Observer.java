package io.todoku.runbook.observe;

import io.todoku.account.Account;
import io.todoku.collect.AccountCollector;
import io.todoku.collect.NameViewCollector;
import io.todoku.collect.NameViewCollector.NameQuery;
import io.todoku.concurrent.Parallel;
import io.todoku.runbook.plan.Plan;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.MailDnsNames;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RoleOverride;
import io.todoku.snapshot.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Observes a plan: its records at every DNS server, and the accounts that it concerns. */
@Component
public class Observer {

  private static final Duration MAX_FILE_AGE = Duration.ofHours(1);

  private final NameViewCollector names;
  private final AccountCollector collector;
  private final Clock clock;

  public Observer(NameViewCollector names, AccountCollector collector, Clock clock) {
    this.names = names;
    this.collector = collector;
    this.clock = clock;
  }

  /**
   * Observes everything once, and blocks until each query was answered or has failed.
   *
   * @param target the account of {@link Plan#target()}
   * @param source the account that holds the old server's address; null if there is none, or it is
   *     not accessible
   * @param attestations the attestations about the target account
   * @param files the newest imported snapshot, with attestations, of an account without AWS access
   * @throws IllegalStateException if there is no snapshot of such an account
   */
  public Observation observe(
      Plan plan,
      Account target,
      @Nullable Account source,
      List<Attestation> attestations,
      Function<Account, Optional<Snapshot>> files) {
    List<Supplier<Snapshot>> accounts = new ArrayList<>();
    accounts.add(() -> accountSnapshot(plan, target, plan.target().region(), attestations, files));
    if (source != null && !(source.id().equals(target.id()) && isWithinOneRegion(plan))) {
      accounts.add(() ->
          accountSnapshot(plan, source, String.valueOf(plan.old().region()), List.of(), files));
    }
    return Parallel.combine(
        () -> names.collect(dnsQuestions(plan)),
        () -> Parallel.map(accounts, Supplier::get),
        (nameViews, snapshots) ->
            new Observation(
                clock.instant(),
                nameViews,
                snapshots.getFirst(),
                snapshots.size() > 1 ? snapshots.getLast() : null));
  }

  private static boolean isWithinOneRegion(Plan plan) {
    return plan.target().region().equals(plan.old().region());
  }

  /** The DNS questions whose answers show how far a plan is. */
  public static List<NameQuery> dnsQuestions(Plan plan) {
    Stream<String> addresses =
        Stream.concat(Stream.of(plan.old().address()), plan.newAddresses().stream()).distinct();
    return Stream.of(
            Stream.of(new NameQuery(plan.domain(), "MX")),
            hostNames(plan).map(host -> new NameQuery(host, "A")),
            addresses.map(address -> new NameQuery(DnsLookup.reverseName(address), "PTR")),
            hostNames(plan).map(host -> new NameQuery(host, "AAAA")),
            Stream.of(new NameQuery(plan.domain(), "TXT")),
            plan.dkimSelectors().stream()
                .map(selector ->
                    new NameQuery(MailDnsNames.dkimName(selector, plan.domain()), "TXT")))
        .flatMap(questions -> questions)
        .toList();
  }

  private static Stream<String> hostNames(Plan plan) {
    return Stream.of(plan.old().name(), plan.first().name()).distinct();
  }

  /**
   * Collects the plan's Region alone; for an account without AWS access, takes the whole imported
   * snapshot.
   */
  private Snapshot accountSnapshot(
      Plan plan,
      Account account,
      String region,
      List<Attestation> attestations,
      Function<Account, Optional<Snapshot>> files) {
    if (!account.hasAwsAccess()) {
      return files
          .apply(account)
          .map(snapshot -> isOutdated(snapshot) ? withoutInventoryAndServers(snapshot) : snapshot)
          .map(snapshot ->
              withPlannedSenders(
                  plan, account, snapshot, snapshot.judgedAt(), snapshot.attestations()))
          .orElseThrow(
              () -> new IllegalStateException("there is no snapshot of account " + account.id()));
    }
    Account oneRegion =
        new Account(
            account.id(),
            account.name(),
            account.client(),
            account.environment(),
            account.access(),
            List.of(region),
            mailDomains(plan, account));
    Snapshot snapshot = collector.collect("runbook", oneRegion, (stage, state, detail) -> {});
    return withPlannedSenders(plan, account, snapshot, clock.instant(), attestations);
  }

  /**
   * Whether a file is too old to show the present state, because the account may have changed
   * since.
   */
  private boolean isOutdated(Snapshot file) {
    return file.finishedAt().isBefore(clock.instant().minus(MAX_FILE_AGE));
  }

  /** Without the inventory and the mail servers, which become unknown. */
  private static Snapshot withoutInventoryAndServers(Snapshot file) {
    Reason reason = Reason.of(ReasonKind.NOT_ASKED, "snapshot " + file.finishedAt(), "");
    return new Snapshot(
        file.version(),
        file.scanId(),
        file.account(),
        file.startedAt(),
        file.finishedAt(),
        file.judgedAt(),
        Observed.unknown(reason),
        file.supportCases(),
        file.lookups(),
        List.of(),
        file.attestations(),
        file.gaps(),
        file.blocklists(),
        file.mtaStsPolicies(),
        file.zones(),
        List.of(),
        file.regionAvailability());
  }

  /**
   * Declares the plan's new addresses to be senders and its domain to be a mail domain, so that
   * rules judge them.
   */
  public static Snapshot withPlannedSenders(
      Plan plan, Account account, Snapshot snapshot, Instant now, List<Attestation> attestations) {
    Map<String, RoleOverride> senders = new HashMap<>();
    plan.newAddresses()
        .forEach(
            address -> senders.put(address, new RoleOverride(true, "runbook", now, plan.name())));
    AccountFacts facts =
        new AccountFacts(
            account.id(),
            account.name(),
            account.client(),
            account.environment(),
            mailDomains(plan, account),
            Map.copyOf(senders),
            Map.of());
    return snapshot.judgedAt(now, facts, attestations);
  }

  private static List<MailDomain> mailDomains(Plan plan, Account account) {
    return MailDomain.merged(
        Stream.concat(account.mailDomains().stream(), Stream.of(plan.mailDomain())).toList());
  }
}
