package io.todoku.rule.domain;

import io.todoku.rule.domain.DmarcRecord.Policy;
import io.todoku.rule.domain.TagList.Tag;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the DMARC record to publish from the current one: every tag that may stay is kept. */
final class DmarcRecordEditor {

  private static final Set<String> REQUIRED_TAGS = Set.of("v", "p");

  /** Tags that mean something else, or nothing, in the record of a subdomain. */
  private static final Set<String> TAGS_OF_ORGANISATION = Set.of("sp", "np", "psd");

  private DmarcRecordEditor() {}

  /** The record with this policy, which is enforced: without test mode and without pct=0. */
  static String enforcing(TagList tags, Policy policy) {
    return rewrite(tags, policy, tag -> true);
  }

  /** A record for a subdomain with this policy and the other tags of its organization's record. */
  static String forSubdomain(TagList tags, Policy policy) {
    return rewrite(tags, policy, tag -> !TAGS_OF_ORGANISATION.contains(tag.name()));
  }

  private static String rewrite(TagList tags, Policy policy, Predicate<Tag> kept) {
    return Stream.concat(
            Stream.of("v=DMARC1", "p=" + policy.id()),
            tags.tags().stream()
                .filter(tag -> !REQUIRED_TAGS.contains(tag.name()))
                .filter(tag -> !weakens(tag) && !isInvalidPolicy(tag))
                .filter(kept)
                .map(tag -> tag.name() + "=" + tag.value()))
        .collect(Collectors.joining("; "));
  }

  private static boolean weakens(Tag tag) {
    return switch (tag.name()) {
      case "t" -> tag.value().equalsIgnoreCase("y");
      case "pct" -> tag.value().matches("0+");
      default -> false;
    };
  }

  private static boolean isInvalidPolicy(Tag tag) {
    return Set.of("sp", "np").contains(tag.name()) && Policy.of(tag.value()).isEmpty();
  }
}
