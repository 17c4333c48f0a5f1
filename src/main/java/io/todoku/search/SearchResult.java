package io.todoku.search;

import io.todoku.bounce.BounceDocument;
import io.todoku.rule.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a search found, in one language: the same for the page and the API.
 *
 * @param groups none empty
 * @param bounce what a pasted bounce means; null where the text is none
 * @param missing how many accounts are not read yet, as shortly after a start
 */
record SearchResult(List<SearchGroup> groups, @Nullable BounceResult bounce, long missing) {

  static final SearchResult NOTHING = new SearchResult(List.of(), null, 0);

  /**
   * Things of one kind.
   *
   * @param count how many were found; more than are listed where there are many
   */
  record SearchGroup(SearchKind kind, int count, List<SearchHit> hits) {}

  /**
   * @param account null for what belongs to none
   * @param exact whether it is just what was searched for, not only a part of it
   * @param href path within the application
   */
  record SearchHit(
      String label,
      String detail,
      @Nullable String region,
      @Nullable AccountLabel account,
      boolean exact,
      String href) {

    /** What tells it from others, for the page. */
    public String about() {
      return Stream.of(detail, region, account == null ? null : account.title())
          .filter(part -> part != null && !part.isEmpty())
          .collect(Collectors.joining(" · "));
    }
  }

  record AccountLabel(String id, String title) {}

  /**
   * @param here addresses and domains of the bounce that belong to accounts here
   */
  record BounceResult(BounceDocument explanation, List<ConcernedResource> here) {}

  /**
   * An address or domain of the bounce.
   *
   * @param unrecorded that the bounce shows it to send, where nothing else does; null otherwise
   * @param findings of the rules that the bounce is about, what is wrong first
   */
  record ConcernedResource(
      String label,
      AccountLabel account,
      String href,
      @Nullable UnrecordedSender unrecorded,
      List<ConcernedFinding> findings) {

    /** Whether nothing is wrong with it by now. */
    public boolean fine() {
      return !findings.isEmpty()
          && findings.stream().allMatch(finding -> finding.verdict() == Verdict.PASS);
    }
  }

  /**
   * A sender that is taken for none.
   *
   * @param href where a person can record that it sends
   */
  record UnrecordedSender(String summary, String href) {}

  record ConcernedFinding(
      String rule, String title, Verdict verdict, String summary, String href) {}

  /** Where to go where there is only one place to go; empty otherwise. */
  Optional<String> only() {
    if (bounce != null) {
      return Optional.empty();
    }
    List<SearchHit> hits = groups.stream().flatMap(group -> group.hits().stream()).toList();
    List<SearchHit> exact =
        groups.stream()
            .filter(group -> isPrecise(group.kind()))
            .flatMap(group -> group.hits().stream())
            .filter(SearchHit::exact)
            .toList();
    return hits.size() == 1
        ? Optional.of(hits.getFirst().href())
        : exact.size() == 1 ? Optional.of(exact.getFirst().href()) : Optional.empty();
  }

  /** Whether who enters the id of such a thing means that thing alone. */
  private static boolean isPrecise(SearchKind kind) {
    return switch (kind) {
      case ADDRESS, INSTANCE, DATABASE, ACCOUNT, RULE -> true;
      case HOST, DOMAIN, CLIENT -> false;
    };
  }
}
