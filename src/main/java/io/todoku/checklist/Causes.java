package io.todoku.checklist;

import io.todoku.checklist.Checklist.Item;
import io.todoku.rule.CauseScope;
import io.todoku.rule.Question;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.NaturalOrder;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Groups what could not be found out by its causes. */
public final class Causes {

  /** What lets it be known who holds the address of an MX host: it is about the mail domain. */
  private static final String MX_HOLDER = "mx-holder";

  private final Map<CauseKey, CauseParts> byKey = new LinkedHashMap<>();
  private final Set<String> closedRegions;

  /** Whether the organization denies nothing outside of the Regions that it has closed. */
  private final boolean onlyClosedRegionsDenied;

  private Causes(List<Gap> gaps, List<String> closedRegions) {
    this.closedRegions = Set.copyOf(closedRegions);
    this.onlyClosedRegionsDenied =
        gaps.stream()
            .filter(gap -> gap.reason().kind() == ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY)
            .allMatch(gap -> gap.region() != null && closedRegions.contains(gap.region()));
  }

  /**
   * The causes of everything that is unknown in a checklist, those that hide most first.
   *
   * @param items waived ones are left out
   * @param closedRegions in which the organization denied everything that was asked
   */
  public static List<Cause> of(List<Item> items, List<Gap> gaps, List<String> closedRegions) {
    Causes causes = new Causes(gaps, closedRegions);
    for (Item item : items) {
      Reason reason = item.finding().unknownReason();
      if (item.verdict() == Verdict.UNKNOWN && item.waiver() == null && reason != null) {
        causes.add(reason, item.finding().resource().region(), item);
      }
    }
    gaps.forEach(gap -> causes.add(gap.reason(), gap.region(), null));
    return causes.byKey.entrySet().stream()
        .map(entry -> entry.getValue().toCause(entry.getKey()))
        .sorted(
            Comparator.comparing(Cause::hidesRequired)
                .thenComparing(cause -> cause.items().size())
                .reversed()
                .thenComparing(Cause::id))
        .toList();
  }

  private void add(Reason reason, @Nullable String region, @Nullable Item item) {
    CauseKey key = key(reason, region, item);
    byKey.computeIfAbsent(key, _ -> new CauseParts()).add(key, reason, region, item);
  }

  /**
   * What tells causes apart.
   *
   * @param detail the setting or answer that helps, or the rule, where a kind and scope have
   *     several causes; empty otherwise
   */
  private record CauseKey(ReasonKind kind, CauseScope scope, String detail) {

    /** {@code does-it-send}, {@code denied-calls}, {@code inconclusive-mta-maintained}. */
    String id() {
      String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
      return switch (scope) {
        case LOGIN -> name;
        case PERSON -> kind == ReasonKind.NOT_CONFIGURED ? detail : name + "-" + detail;
        case OTHER -> name + "-" + detail;
        case CALLS, REGIONS, DNS, MAIL_SERVERS, MAILBOX_SERVERS, WEB ->
            Stream.of(name, scope.id(), detail)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("-"));
      };
    }
  }

  private CauseKey key(Reason reason, @Nullable String region, @Nullable Item item) {
    CauseScope scope = scope(reason, region);
    String detail =
        switch (scope) {
          case LOGIN, CALLS, REGIONS, DNS, MAIL_SERVERS, MAILBOX_SERVERS, WEB ->
              reason.kind() == ReasonKind.INCONCLUSIVE ? question(reason, item) : "";
          case PERSON, OTHER -> question(reason, item);
        };
    return new CauseKey(reason.kind(), scope, detail);
  }

  private CauseScope scope(Reason reason, @Nullable String region) {
    return switch (reason.kind()) {
      case REGION_NOT_ENABLED, TOKEN_NOT_VALID_IN_REGION -> CauseScope.REGIONS;
      case DENIED_BY_SERVICE_CONTROL_POLICY -> {
        boolean closed = region == null ? onlyClosedRegionsDenied : closedRegions.contains(region);
        yield closed && !closedRegions.isEmpty() ? CauseScope.REGIONS : CauseScope.of(reason);
      }
      default -> CauseScope.of(reason);
    };
  }

  /** The setting or answer that is missing, or else the rule whose question has no answer. */
  private static String question(Reason reason, @Nullable Item item) {
    return reason.fix() != null ? reason.fix() : item == null ? "" : item.finding().rule();
  }

  /** What was collected of one cause. */
  private static final class CauseParts {

    private final Set<String> subjects = new TreeSet<>(NaturalOrder.INSTANCE);
    private final Set<String> regions = new TreeSet<>();
    private final Set<Reason> reasons = new LinkedHashSet<>();
    private final List<Item> items = new ArrayList<>();

    void add(CauseKey key, Reason reason, @Nullable String region, @Nullable Item item) {
      if (region != null) {
        regions.add(region);
      }
      if (reasons.size() < Cause.MAX_REASONS) {
        reasons.add(reason);
      }
      if (item != null) {
        items.add(item);
      }
      String subject =
          isAboutBlocklist(reason)
              ? reason.source()
              : item != null && MX_HOLDER.equals(reason.fix())
                  ? item.finding().resource().id()
                  : subject(key.scope(), reason, region, item);
      if (subject != null) {
        subjects.add(subject);
      }
    }

    /** One list has one fault for every address that it is asked about. */
    private static boolean isAboutBlocklist(Reason reason) {
      return reason.fix() != null && reason.fix().startsWith("blocklist-");
    }

    private static @Nullable String subject(
        CauseScope scope, Reason reason, @Nullable String region, @Nullable Item item) {
      return switch (scope) {
        case LOGIN -> null;
        case CALLS, DNS -> reason.source().split(" ", 2)[0];
        case REGIONS -> region;
        case MAIL_SERVERS, MAILBOX_SERVERS -> reason.source().replaceFirst(":\\d+\\b.*", "");
        case WEB -> reason.source();
        case PERSON, OTHER ->
            item == null || Question.isAskedBy(reason)
                ? reason.detail()
                : Objects.requireNonNullElse(
                    item.finding().resource().address(), item.finding().resource().id());
      };
    }

    Cause toCause(CauseKey key) {
      return new Cause(
          key.id(),
          key.kind(),
          key.scope(),
          List.copyOf(subjects),
          List.copyOf(regions),
          List.copyOf(reasons),
          List.copyOf(items));
    }
  }
}
