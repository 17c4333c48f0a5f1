package io.todoku.runbook;

import io.todoku.rule.BlockForm;
import io.todoku.rule.BlockKind;
import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.step.RunbookStep;
import io.todoku.runbook.step.RunbookSteps;
import io.todoku.snapshot.DnsLookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which findings the steps of a plan mend: those about names and addresses that it moves, and about
 * the records of its domain that name them. What can be mended at any time, as an open relay, is
 * not among them.
 */
final class MoveCoverage {

  /** The kinds of steps that make the PTR and the address record of a host name agree. */
  private static final List<String> RECORD_KINDS =
      List.of("ptr-removed", "old-removed", "a", "ptr");

  /** The kinds of steps that mend what a rule about an address objects to, in their order. */
  private static final Map<String, List<String>> ADDRESS_RULES =
      Map.of(
          "ptr-exists", RECORD_KINDS,
          "ptr-matches-a", RECORD_KINDS,
          "ptr-not-generic", RECORD_KINDS,
          "ptr-single", List.of("ptr-removed", "old-removed", "ptr"),
          "helo-resolves", List.of("name", "a"),
          "helo-matches-ptr", List.of("name", "a", "ptr"),
          "address-not-idle", List.of("instance", "released"));

  /** The same of rules about the records of a mail domain. */
  private static final Map<String, List<String>> DOMAIN_RULES =
      Map.of(
          "spf-authorises-senders", List.of("spf-covers", "released"),
          "mx-resolves", List.of("mx-add", "flow", "mx-swap"),
          "mx-owned", List.of("mx-add", "flow", "mx-swap"));

  private static final Set<String> OLD_SERVER_KINDS = Set.of("ptr-removed", "old-removed");

  private static final Pattern IPV4 =
      Pattern.compile("(?<![\\d.])\\d{1,3}(\\.\\d{1,3}){3}(?![\\d.])");

  private final Plan plan;
  private final List<RunbookStep> steps;
  private final Set<String> names;
  private final Set<String> addresses;

  private MoveCoverage(Plan plan) {
    this.plan = plan;
    this.steps = RunbookSteps.of(plan);
    this.names =
        Stream.of(plan.old().name(), plan.first().name())
            .map(DnsLookup::canonical)
            .collect(Collectors.toSet());
    this.addresses =
        Stream.concat(Stream.of(plan.old().address()), plan.newAddresses().stream())
            .collect(Collectors.toSet());
  }

  static MoveCoverage of(Plan plan) {
    return new MoveCoverage(plan);
  }

  /**
   * The step that mends a finding: the first that is not finished, or else the last.
   *
   * @param finished whether nothing is left to do for a step
   */
  Optional<RunbookStep> stepFor(Finding finding, Predicate<RunbookStep> finished) {
    List<RunbookStep> candidates = candidates(finding);
    return candidates.stream()
        .filter(finished.negate())
        .findFirst()
        .or(() -> candidates.reversed().stream().findFirst());
  }

  private List<RunbookStep> candidates(Finding finding) {
    Resource resource = finding.resource();
    if (resource.type() == Resource.Type.MAIL_DOMAIN) {
      return isAboutDomainRecords(finding)
          ? steps(DOMAIN_RULES.getOrDefault(finding.rule(), List.of()), plan.domain())
          : List.of();
    }
    List<String> kinds = kindsFor(finding);
    String address = resource.address();
    if (address != null && addresses.contains(address)) {
      return steps(kinds, address);
    }
    return names.stream()
        .filter(name -> changesRecordOf(name, finding))
        .findFirst()
        .map(name -> steps(withoutOldServer(kinds), name))
        .orElse(List.of());
  }

  /**
   * What a change of a record mends belongs to the step of that record, as everything else that it
   * mends.
   */
  private static List<String> kindsFor(Finding finding) {
    List<String> kinds = ADDRESS_RULES.getOrDefault(finding.rule(), List.of());
    return kinds.contains("name") && zoneRecords(finding).findAny().isPresent()
        ? RECORD_KINDS
        : kinds;
  }

  /** What is about an address that is not the old server's. */
  private static List<String> withoutOldServer(List<String> kinds) {
    return kinds.stream().filter(kind -> !OLD_SERVER_KINDS.contains(kind)).toList();
  }

  private List<RunbookStep> steps(List<String> kinds, String subject) {
    return steps.stream()
        .filter(step -> kinds.contains(step.kind()) && step.arguments().contains(subject))
        .toList();
  }

  /** Whether the finding names something that the plan moves, and no address of others. */
  private boolean isAboutDomainRecords(Finding finding) {
    if (!DnsLookup.canonical(finding.resource().id()).equals(plan.domain())) {
      return false;
    }
    String told =
        finding.summary().arguments().stream()
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
    Set<String> named =
        IPV4.matcher(told).results().map(MatchResult::group).collect(Collectors.toSet());
    boolean namesHost =
        Stream.of(told.split("[\\s,;()]+")).map(DnsLookup::canonical).anyMatch(names::contains);
    return addresses.containsAll(named) && (namesHost || !named.isEmpty());
  }

  /** Whether the remedy would change the address record of a host that moves. */
  private static boolean changesRecordOf(String name, Finding finding) {
    return zoneRecords(finding).anyMatch(line -> line.startsWith(name + ". "));
  }

  private static Stream<String> zoneRecords(Finding finding) {
    return finding
        .remedy()
        .changes()
        .flatMap(block -> block.forms().stream())
        .filter(form -> form.kind() == BlockKind.ZONE_RECORD)
        .map(BlockForm::text);
  }
}
