package io.todoku.recheck;

import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Network;
import java.util.Arrays;
import java.util.List;

/**
 * What is checked again.
 *
 * @param names of findings, each its rule, a slash and the key of its resource; or one address, or
 *     one domain
 */
record RecheckTarget(TargetKind kind, List<String> names) {

  /** More findings than these are better checked by a scan. */
  static final int MAX_FINDINGS = 200;

  /** The kinds of target. */
  enum TargetKind {
    FINDINGS,
    ADDRESS,
    DOMAIN
  }

  static RecheckTarget ofFindings(List<String> names) {
    return new RecheckTarget(
        TargetKind.FINDINGS, names.stream().distinct().limit(MAX_FINDINGS).toList());
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

  boolean covers(Finding finding) {
    Resource resource = finding.resource();
    return switch (kind) {
      case FINDINGS -> names.contains(nameOf(finding));
      case ADDRESS ->
          resource.address() != null && Network.sameAddress(resource.address(), names.getFirst());
      case DOMAIN ->
          resource.type() == Resource.Type.MAIL_DOMAIN
              && DnsLookup.canonical(resource.id()).equals(names.getFirst());
    };
  }
}
