package io.todoku.search;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.todoku.account.Account;
import io.todoku.bounce.BounceDocument;
import io.todoku.bounce.BounceExplainer;
import io.todoku.bounce.BounceExplanation;
import io.todoku.locale.Languages;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.RuleInfo;
import io.todoku.search.SearchIndex.IndexState;
import io.todoku.search.SearchQuery.SearchMatch;
import io.todoku.search.SearchResult.AccountLabel;
import io.todoku.search.SearchResult.BounceResult;
import io.todoku.search.SearchResult.SearchGroup;
import io.todoku.search.SearchResult.SearchHit;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.NaturalOrder;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Finds things by their names, ids and addresses, and explains pasted bounces. */
@Component
class Search {

  /** The most hits of a kind that are listed. */
  static final int MAX_HITS = 20;

  private record MatchedEntry(SearchEntry entry, SearchMatch match) {}

  private final SearchIndex index;
  private final RuleEngine rules;
  private final BounceExplainer bounces;
  private final BounceFindings findings;
  private final MessageSource messages;

  Search(
      SearchIndex index,
      RuleEngine rules,
      BounceExplainer bounces,
      BounceFindings findings,
      MessageSource messages) {
    this.index = index;
    this.rules = rules;
    this.bounces = bounces;
    this.findings = findings;
    this.messages = messages;
  }

  /** Whether the text is a bounce and not the name of something. */
  boolean isBounce(String text) {
    return bounces.explain(text).recognized();
  }

  /**
   * @param text a name, id or address, or a pasted bounce; nothing of it is kept
   */
  SearchResult find(String text, Locale locale) {
    if (text.isBlank()) {
      return SearchResult.NOTHING;
    }
    IndexState state = index.current();
    BounceExplanation bounce = bounces.explain(text);
    if (bounce.recognized()) {
      return new SearchResult(
          List.of(),
          new BounceResult(
              BounceDocument.of(bounce, messages, locale), findings.of(bounce, state, locale)),
          state.missing());
    }
    SearchQuery query = SearchQuery.of(text);
    return query.isEmpty()
        ? SearchResult.NOTHING
        : new SearchResult(groups(query, state, locale), null, state.missing());
  }

  private List<SearchGroup> groups(SearchQuery query, IndexState state, Locale locale) {
    Map<String, AccountLabel> labels =
        state.accounts().stream().collect(toMap(Account::id, Search::label));
    Map<SearchKind, List<MatchedEntry>> byKind =
        entries(state, locale)
            .flatMap(
                entry -> query.match(entry).map(match -> new MatchedEntry(entry, match)).stream())
            .collect(
                groupingBy(
                    matched -> matched.entry().kind(),
                    () -> new EnumMap<>(SearchKind.class),
                    toList()));
    return byKind.entrySet().stream()
        .map(group ->
            new SearchGroup(
                group.getKey(),
                group.getValue().size(),
                group.getValue().stream()
                    .sorted(
                        Comparator.comparing(MatchedEntry::match)
                            .thenComparing(
                                matched -> matched.entry().label(), NaturalOrder.INSTANCE))
                    .limit(MAX_HITS)
                    .map(matched -> hit(matched, labels))
                    .toList()))
        .toList();
  }

  private Stream<SearchEntry> entries(IndexState state, Locale locale) {
    Stream<SearchEntry> resources =
        state.accounts().stream()
            .flatMap(account ->
                Stream.of(
                        Stream.of(entry(account)),
                        SnapshotSearchEntries.ofDomains(account.id(), account.mailDomains())
                            .stream(),
                        state.entries().getOrDefault(account.id(), List.of()).stream())
                    .flatMap(stream -> stream));
    Stream<SearchEntry> clients =
        state.accounts().stream()
            .map(Account::client)
            .filter(client -> !client.isBlank())
            .distinct()
            .map(client ->
                new SearchEntry(
                    SearchKind.CLIENT,
                    null,
                    client,
                    "",
                    null,
                    null,
                    SnapshotSearchEntries.terms(client)));
    Stream<SearchEntry> ruleEntries = rules.catalogue().stream().map(rule -> entry(rule, locale));
    return Stream.of(resources, clients, ruleEntries).flatMap(stream -> stream);
  }

  private static SearchEntry entry(Account account) {
    return new SearchEntry(
        SearchKind.ACCOUNT,
        account.id(),
        label(account).title(),
        account.id(),
        null,
        null,
        SnapshotSearchEntries.terms(account.id(), account.name(), label(account).title()));
  }

  /** A rule is found by its id and by its title in any language. */
  private SearchEntry entry(RuleInfo rule, Locale locale) {
    String key = "rule." + rule.id() + ".title";
    Stream<String> titles =
        Languages.locales().stream().map(language -> messages.getMessage(key, null, language));
    return new SearchEntry(
        SearchKind.RULE,
        null,
        rule.id(),
        messages.getMessage(key, null, locale),
        null,
        null,
        SnapshotSearchEntries.terms(
            Stream.concat(Stream.of(rule.id()), titles).toArray(String[]::new)));
  }

  private static SearchHit hit(MatchedEntry matched, Map<String, AccountLabel> labels) {
    SearchEntry entry = matched.entry();
    @Nullable AccountLabel account =
        entry.accountId() == null || entry.kind() == SearchKind.ACCOUNT
            ? null
            : labels.get(entry.accountId());
    return new SearchHit(
        entry.label(),
        entry.detail(),
        entry.region(),
        account,
        matched.match() == SearchMatch.EXACT,
        SearchLinks.of(entry));
  }

  static AccountLabel label(Account account) {
    return new AccountLabel(account.id(), AccountFacts.title(account.client(), account.name()));
  }
}
