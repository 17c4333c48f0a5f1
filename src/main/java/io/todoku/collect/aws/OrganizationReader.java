package io.todoku.collect.aws;

import io.todoku.collect.aws.OrganizationQueries.AccountSummary;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.OrganizationAccount;
import io.todoku.snapshot.OrganizationAccount.OrganizationalUnit;
import io.todoku.snapshot.OrganizationListing;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/**
 * Reads the accounts of an organization. Without the list of accounts nothing is known; without
 * units or tags the accounts are listed, and what could not be read of them is Unknown.
 */
final class OrganizationReader {

  /** Units in one reading; AWS allows 2,000 in an organization. */
  private static final int MAX_UNITS = 5000;

  private final AccountSession session;
  private final OrganizationQueries queries;
  private final ApiCaller caller;
  private final Map<Reason, Boolean> causes = new ConcurrentHashMap<>();
  private final Map<String, List<OrganizationalUnit>> unitsByAccount = new HashMap<>();
  private final Set<String> seenParents = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Reason unitsUnknown;
  private volatile @Nullable Reason tagsUnknown;

  OrganizationReader(AwsClients clients, AccountSession session, ApiCaller caller) {
    this.session = session;
    this.queries = new OrganizationQueries(clients.organizations(session.partition()), session);
    this.caller = caller;
  }

  Observed<OrganizationListing> read() {
    if (!session.partition().offers(OrganizationsClient.serviceMetadata())) {
      return Observed.unknown(
          Reason.of(
              ReasonKind.NOT_SUBSCRIBED,
              ApiCall.LIST_ORGANIZATION_ACCOUNTS.action(),
              "the partition " + session.partition().id() + " has no such API"));
    }
    return switch (call(ApiCall.LIST_ORGANIZATION_ACCOUNTS, queries::accounts)) {
      case Unknown<List<AccountSummary>>(Reason reason) -> Observed.unknown(reason);
      case Known<List<AccountSummary>>(List<AccountSummary> accounts) when accounts.isEmpty() ->
          Observed.unknown(
              Reason.of(
                  ReasonKind.MALFORMED,
                  ApiCall.LIST_ORGANIZATION_ACCOUNTS.action(),
                  "the answer names no account, not even that of the organization"));
      case Known<List<AccountSummary>>(List<AccountSummary> accounts) ->
          Observed.known(read(accounts));
    };
  }

  private OrganizationListing read(List<AccountSummary> accounts) {
    CompletableFuture<Void> units =
        caller.start(() -> {
          readUnits();
          return null;
        });
    List<CompletableFuture<Observed<Map<String, String>>>> tags =
        accounts.stream().map(account -> caller.start(() -> tags(account.id()))).toList();
    units.join();
    List<OrganizationAccount> read =
        Stream.iterate(0, i -> i < accounts.size(), i -> i + 1)
            .map(i -> account(accounts.get(i), tags.get(i).join()))
            .sorted(Comparator.comparing(OrganizationAccount::id))
            .toList();
    AccountSummary first = accounts.getFirst();
    return new OrganizationListing(
        first.organization(),
        first.managementAccount(),
        read,
        causes.keySet().stream().sorted(Comparator.comparing(Reason::source)).toList());
  }

  private OrganizationAccount account(AccountSummary summary, Observed<Map<String, String>> tags) {
    return new OrganizationAccount(
        summary.id(),
        summary.name(),
        summary.status(),
        summary.partition(),
        units(summary.id()),
        tags);
  }

  private Observed<List<OrganizationalUnit>> units(String account) {
    List<OrganizationalUnit> units = unitsByAccount.get(account);
    Reason failure = unitsUnknown;
    if (units != null) {
      return Observed.known(units);
    }
    return Observed.unknown(
        failure != null
            ? failure
            : Reason.of(
                ReasonKind.INCONCLUSIVE,
                ApiCall.LIST_ACCOUNTS_FOR_PARENT.action(),
                "no unit listed this account; it may have been moved meanwhile"));
  }

  private void readUnits() {
    switch (call(ApiCall.LIST_ROOTS, queries::roots)) {
      case Unknown<List<String>>(Reason reason) -> failUnits(reason);
      case Known<List<String>>(List<String> roots) ->
          roots.forEach(root -> readUnits(root, List.of()));
    }
  }

  /** Reads a root or a unit, and the units in it. A unit that fails does not hide the others. */
  private void readUnits(String parent, List<OrganizationalUnit> path) {
    if (!seenParents.add(parent)) {
      return;
    }
    if (seenParents.size() > MAX_UNITS) {
      failUnits(
          Reason.of(
              ReasonKind.NOT_ASKED,
              ApiCall.LIST_UNITS_FOR_PARENT.action(),
              "beyond " + MAX_UNITS + " units"));
      return;
    }
    switch (call(ApiCall.LIST_ACCOUNTS_FOR_PARENT, () -> queries.accountsIn(parent))) {
      case Unknown<List<String>>(Reason reason) -> failUnits(reason);
      case Known<List<String>>(List<String> accounts) ->
          accounts.forEach(account -> unitsByAccount.put(account, path));
    }
    switch (call(ApiCall.LIST_UNITS_FOR_PARENT, () -> queries.units(parent))) {
      case Unknown<List<OrganizationalUnit>>(Reason reason) -> failUnits(reason);
      case Known<List<OrganizationalUnit>>(List<OrganizationalUnit> units) ->
          units.forEach(
              unit -> readUnits(unit.id(), Stream.concat(path.stream(), Stream.of(unit)).toList()));
    }
  }

  private void failUnits(Reason reason) {
    unitsUnknown = unitsUnknown == null ? reason : unitsUnknown;
    addCause(reason);
  }

  /** Whoever may not read the tags of one account is not asked for those of all the others. */
  private Observed<Map<String, String>> tags(String account) {
    Reason failure = tagsUnknown;
    if (failure != null) {
      return Observed.unknown(failure);
    }
    Observed<Map<String, String>> tags =
        call(ApiCall.LIST_TAGS_FOR_RESOURCE, () -> queries.tags(account));
    if (tags instanceof Unknown<Map<String, String>>(Reason reason)) {
      if (concernsAllAccounts(reason.kind())) {
        tagsUnknown = reason;
      }
      addCause(reason);
    }
    return tags;
  }

  private static boolean concernsAllAccounts(ReasonKind kind) {
    return kind == ReasonKind.THROTTLED || kind.name().startsWith("DENIED");
  }

  /** The details of a denial name the resource; the cause is the same for all of them. */
  private void addCause(Reason reason) {
    boolean told =
        causes.keySet().stream()
            .anyMatch(
                cause -> cause.kind() == reason.kind() && cause.source().equals(reason.source()));
    if (!told) {
      causes.put(reason, true);
    }
  }

  private <T> Observed<T> call(ApiCall call, Supplier<T> answer) {
    return caller.callWithoutGap(null, call, answer);
  }
}
