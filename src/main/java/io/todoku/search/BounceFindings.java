package io.todoku.search;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.todoku.account.Account;
import io.todoku.bounce.BounceAddress;
import io.todoku.bounce.BounceAddress.AddressRole;
import io.todoku.bounce.BounceDiagnosis;
import io.todoku.bounce.BounceExplanation;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Checklists;
import io.todoku.checklist.ReaderWording;
import io.todoku.checklist.Wording;
import io.todoku.rule.Resource;
import io.todoku.rule.Verdict;
import io.todoku.search.SearchIndex.IndexState;
import io.todoku.search.SearchResult.ConcernedFinding;
import io.todoku.search.SearchResult.ConcernedResource;
import io.todoku.search.SearchResult.UnrecordedSender;
import io.todoku.snapshot.DnsLookup;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the findings that a bounce is about: those of the addresses and domains in it. */
@Component
class BounceFindings {

  /** A bounce is about one sender; more belong to a list of bounces. */
  private static final int MAX_RESOURCES = 10;

  private final Checklists checklists;
  private final ReaderWording readerWording;

  BounceFindings(Checklists checklists, ReaderWording readerWording) {
    this.checklists = checklists;
    this.readerWording = readerWording;
  }

  List<ConcernedResource> of(BounceExplanation bounce, IndexState state, Locale locale) {
    Set<String> rules =
        bounce.diagnoses().stream()
            .map(BounceDiagnosis::rules)
            .flatMap(List::stream)
            .collect(toSet());
    Map<String, Account> accounts =
        state.accounts().stream().collect(toMap(Account::id, account -> account));
    Wording wording = readerWording.in(locale);
    List<SearchEntry> entries = entries(bounce, state).limit(MAX_RESOURCES).toList();
    Map<String, Checklist> lists =
        checklists.of(
            entries.stream()
                .map(entry -> accounts.get(entry.accountId()))
                .filter(Objects::nonNull)
                .distinct()
                .toList(),
            Function.identity());
    return entries.stream()
        .map(entry -> {
          Account account = Objects.requireNonNull(accounts.get(entry.accountId()));
          Checklist list = lists.get(account.id());
          UnrecordedSender unrecorded =
              list != null && isUnrecordedSender(bounce, list, entry)
                  ? new UnrecordedSender(
                      wording.of("search.here.unrecorded", entry.label()),
                      SearchLinks.override(account.id(), entry.label()))
                  : null;
          return new ConcernedResource(
              entry.label(),
              Search.label(account),
              SearchLinks.of(entry),
              unrecorded,
              list == null ? List.of() : findings(list, entry, rules, unrecorded != null, wording));
        })
        .toList();
  }

  /** Whether the bounce names an address as its sender that is not judged as one. */
  private static boolean isUnrecordedSender(
      BounceExplanation bounce, Checklist list, SearchEntry entry) {
    return entry.kind() == SearchKind.ADDRESS
        && bounce.addresses().stream()
            .anyMatch(address ->
                address.role() == AddressRole.SENDER && entry.terms().contains(address.address()))
        && list.senders().stream()
            .anyMatch(sender -> isSame(sender.address(), entry.address()) && !sender.maySend());
  }

  /** The addresses first, then what host names lead to, then domains; each once. */
  private static Stream<SearchEntry> entries(BounceExplanation bounce, IndexState state) {
    Map<String, SearchEntry> found = new LinkedHashMap<>();
    for (BounceAddress address : bounce.addresses()) {
      all(state, SearchKind.ADDRESS)
          .filter(entry -> entry.terms().contains(address.address()))
          .forEach(entry -> found.putIfAbsent(key(entry), entry));
    }
    List<String> names = bounce.names().stream().map(DnsLookup::canonical).toList();
    all(state, SearchKind.HOST)
        .filter(entry -> entry.address() != null && names.contains(entry.label()))
        .flatMap(host ->
            all(state, SearchKind.ADDRESS)
                .filter(entry ->
                    Objects.equals(entry.accountId(), host.accountId())
                        && entry.terms().contains(host.address())))
        .forEach(entry -> found.putIfAbsent(key(entry), entry));
    state.accounts().stream()
        .flatMap(account ->
            SnapshotSearchEntries.ofDomains(account.id(), account.mailDomains()).stream())
        .filter(entry -> names.contains(entry.label()))
        .forEach(entry -> found.putIfAbsent(key(entry), entry));
    return found.values().stream();
  }

  private static String key(SearchEntry entry) {
    return entry.accountId() + " " + entry.label();
  }

  private static Stream<SearchEntry> all(IndexState state, SearchKind kind) {
    return state.accounts().stream()
        .flatMap(account -> state.entries().getOrDefault(account.id(), List.of()).stream())
        .filter(entry -> entry.kind() == kind);
  }

  /**
   * @param unrecorded whether the address is taken for no sender; that a rule does not apply to it
   *     then says nothing
   */
  private List<ConcernedFinding> findings(
      Checklist list, SearchEntry entry, Set<String> rules, boolean unrecorded, Wording wording) {
    return list.items().stream()
        .filter(item -> !unrecorded || item.verdict() != Verdict.NOT_APPLICABLE)
        .filter(item -> rules.contains(item.rule().id()))
        .filter(item -> concerns(item.finding().resource(), entry))
        .sorted(Comparator.comparing(Item::urgency))
        .map(item ->
            new ConcernedFinding(
                item.rule().id(),
                wording.ruleTitle(item.rule().id()),
                item.verdict(),
                wording.of(item.finding().summary()),
                SearchLinks.finding(list.account().id(), item.finding())))
        .toList();
  }

  private static boolean concerns(Resource resource, SearchEntry entry) {
    if (entry.kind() == SearchKind.DOMAIN) {
      return resource.type() == Resource.Type.MAIL_DOMAIN
          && DnsLookup.canonical(resource.id()).equals(entry.label());
    }
    return resource.address() != null
        ? isSame(resource.address(), entry.address())
        : switch (resource.type()) {
          case ACCOUNT -> true;
          case REGION -> Objects.equals(resource.region(), entry.region());
          default -> false;
        };
  }

  private static boolean isSame(String one, @Nullable String other) {
    return other != null
        && SearchQuery.canonicalAddress(one).equals(SearchQuery.canonicalAddress(other));
  }
}
