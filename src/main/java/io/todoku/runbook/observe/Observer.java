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
import io.todoku.snapshot.Reason.Cause;
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

/** Looks at the world of a plan: its records everywhere, and the accounts that it touches. */
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
   * Blocks until all was asked or given up.
   *
   * @param target the account of {@link Plan#target()}
   * @param source the one that the old server's address is in; null where that is none, or cannot
   *     be asked
   * @param said by people about the target account
   * @param files what an account that cannot be asked is known to hold, with what people have said
   * @throws IllegalStateException where such an account is not known from a file either
   */
  public Observation observe(
      Plan plan,
      Account target,
      @Nullable Account source,
      List<Attestation> said,
      Function<Account, Optional<Snapshot>> files) {
    List<Supplier<Snapshot>> accounts = new ArrayList<>();
    accounts.add(() -> accountSnapshot(plan, target, plan.target().region(), said, files));
    if (source != null && !(source.id().equals(target.id()) && isWithinOneRegion(plan))) {
      accounts.add(() ->
          accountSnapshot(plan, source, String.valueOf(plan.old().region()), List.of(), files));
    }
    return Parallel.combine(
        () -> names.collect(dnsQuestions(plan)),
        () -> Parallel.map(accounts, Supplier::get),
        (views, snapshots) ->
            new Observation(
                clock.instant(),
                views,
                snapshots.getFirst(),
                snapshots.size() > 1 ? snapshots.getLast() : null));
  }

  private static boolean isWithinOneRegion(Plan plan) {
    return plan.target().region().equals(plan.old().region());
  }

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
                .map(key -> new NameQuery(MailDnsNames.dkimName(key, plan.domain()), "TXT")))
        .flatMap(questions -> questions)
        .toList();
  }

  private static Stream<String> hostNames(Plan plan) {
    return Stream.of(plan.old().name(), plan.first().name()).distinct();
  }

  /** The plan's Region alone; of an account that is known from files, all that the file tells. */
  private Snapshot accountSnapshot(
      Plan plan,
      Account account,
      String region,
      List<Attestation> said,
      Function<Account, Optional<Snapshot>> files) {
    if (!account.hasAwsAccess()) {
      return files
          .apply(account)
          .map(seen -> isOutdated(seen) ? withoutInventoryAndServers(seen) : seen)
          .map(
              seen -> withPlannedSenders(plan, account, seen, seen.judgedAt(), seen.attestations()))
          .orElseThrow(() ->
              new IllegalStateException("no file tells what account " + account.id() + " holds"));
    }
    Account narrow =
        new Account(
            account.id(),
            account.name(),
            account.client(),
            account.environment(),
            account.access(),
            List.of(region),
            mailDomains(plan, account));
    Snapshot seen = collector.collect("runbook", narrow, (stage, state, what) -> {});
    return withPlannedSenders(plan, account, seen, clock.instant(), said);
  }

  /** Later somebody may have changed what the file tells: an address that is not there yet, say. */
  private boolean isOutdated(Snapshot file) {
    return file.finishedAt().isBefore(clock.instant().minus(MAX_FILE_AGE));
  }

  /** Without what AWS and the mail servers said. */
  private static Snapshot withoutInventoryAndServers(Snapshot file) {
    Reason old = Reason.of(Cause.NOT_ASKED, "snapshot " + file.finishedAt(), "");
    return new Snapshot(
        file.version(),
        file.scanId(),
        file.account(),
        file.startedAt(),
        file.finishedAt(),
        file.judgedAt(),
        Observed.unknown(old),
        file.supportCases(),
        file.lookups(),
        List.of(),
        file.attestations(),
        file.gaps(),
        file.blocklists(),
        file.mtaStsPolicies(),
        file.zones(),
        List.of());
  }

  /** With the plan's servers as senders and its domain as mail domain. */
  public static Snapshot withPlannedSenders(
      Plan plan, Account account, Snapshot seen, Instant now, List<Attestation> said) {
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
    return seen.judgedAt(now, facts, said);
  }

  private static List<MailDomain> mailDomains(Plan plan, Account account) {
    return MailDomain.merged(
        Stream.concat(account.mailDomains().stream(), Stream.of(plan.mailDomain())).toList());
  }
}
