package io.todoku.recheck;

import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is checked again.
 *
 * @param names of findings, each its rule, a slash and the key of its resource; or one address, or
 *     one domain
 */
record RecheckTarget(TargetKind kind, List<String> names) {

  /** More findings than these are better checked by a scan. */
  static final int MAX_FINDINGS = 2_000;

  /** The length of the column that stores it. */
  private static final int MAX_TEXT = 200_000;

  /** The kinds of target. */
  enum TargetKind {
    FINDINGS,
    ADDRESS,
    DOMAIN
  }

  static RecheckTarget ofFindings(List<String> names) {
    return new RecheckTarget(TargetKind.FINDINGS, names.stream().distinct().toList());
  }

  static RecheckTarget ofAddress(String address) {
    return new RecheckTarget(TargetKind.ADDRESS, List.of(address));
  }

  static RecheckTarget ofDomain(String domain) {
    return new RecheckTarget(TargetKind.DOMAIN, List.of(DnsLookup.canonical(domain)));
  }

  /** The name of a finding within its account. */
  static String nameOf(Finding finding) {
    return finding.rule() + "/" + finding.resource().key();
  }

  static RecheckTarget parse(String text) {
    List<String> lines = Arrays.asList(text.split("\n", -1));
    return new RecheckTarget(
        TargetKind.valueOf(lines.getFirst()), List.copyOf(lines.subList(1, lines.size())));
  }

  /** The same without names of findings that are none of these. */
  RecheckTarget only(List<Finding> known) {
    return kind == TargetKind.FINDINGS
        ? ofFindings(known.stream().map(RecheckTarget::nameOf).toList())
        : this;
  }

  /** As it is stored: a line for the kind, and one for each name. */
  String text() {
    return kind + "\n" + String.join("\n", names);
  }

  /** Whether these are more findings than a recheck takes. */
  boolean isTooLarge() {
    return names.size() > MAX_FINDINGS || text().length() > MAX_TEXT;
  }

  /** Tells of a finding whether this is about it. */
  Predicate<Finding> coverage() {
    return switch (kind) {
      case FINDINGS -> {
        Set<String> chosen = Set.copyOf(names);
        yield finding -> chosen.contains(nameOf(finding));
      }
      case ADDRESS -> finding -> isAbout(finding.resource(), names.getFirst());
      case DOMAIN ->
          finding ->
              finding.resource().type() == Resource.Type.MAIL_DOMAIN
                  && DnsLookup.canonical(finding.resource().id()).equals(names.getFirst());
    };
  }

  private static boolean isAbout(Resource resource, String address) {
    return resource.address() != null && Network.sameAddress(resource.address(), address);
  }
}
