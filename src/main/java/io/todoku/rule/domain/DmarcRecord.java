package io.todoku.rule.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A DMARC policy record (RFC 9989 section 4.7). */
record DmarcRecord(TagList tags) {

  private static final String VERSION = "DMARC1";

  /** What a domain asks receivers to do with mail that fails DMARC. */
  enum Policy {
    NONE,
    QUARANTINE,
    REJECT;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The next weaker policy, which applies in test mode. */
    Policy weaker() {
      return values()[Math.max(0, ordinal() - 1)];
    }

    static Optional<Policy> of(String value) {
      return Arrays.stream(values()).filter(p -> p.id().equalsIgnoreCase(value)).findFirst();
    }
  }

  /** Whether the record declares its domain to be a public suffix. */
  enum Psd {
    YES,
    NO,
    UNSPECIFIED
  }

  /** Empty where the text does not begin as a DMARC record must. */
  static Optional<DmarcRecord> of(String txt) {
    TagList tags = TagList.of(txt);
    return txt.startsWith("v") && tags.beginsWithVersion(VERSION)
        ? Optional.of(new DmarcRecord(tags))
        : Optional.empty();
  }

  /** Whether a text is meant as a DMARC record, valid or not. */
  static boolean resembles(String txt) {
    return txt.toUpperCase(Locale.ROOT).contains(VERSION);
  }

  Psd psd() {
    return switch (tags.value("psd").orElse("u").toLowerCase(Locale.ROOT)) {
      case "y" -> Psd.YES;
      case "n" -> Psd.NO;
      default -> Psd.UNSPECIFIED;
    };
  }

  /** Whether the policy is in test mode: receivers apply the next weaker one. */
  boolean testing() {
    return tags.value("t").filter("y"::equalsIgnoreCase).isPresent();
  }

  /**
   * Whether {@code pct=0} asks receivers to apply the policy to no message. RFC 9989 has no such
   * tag, but receivers that follow RFC 7489 obey it.
   */
  boolean appliesToNoMessage() {
    return tags.value("pct").filter(share -> share.matches("0+")).isPresent();
  }

  /** The policy for mail of the domain itself; empty where receivers ignore the record. */
  Optional<Policy> policy() {
    return usable() ? policy("p") : policyOfReportOnly();
  }

  /**
   * The policy for mail of a subdomain; empty where receivers ignore the record.
   *
   * @param exists whether the subdomain exists in DNS
   */
  Optional<Policy> subdomainPolicy(boolean exists) {
    if (!usable()) {
      return policyOfReportOnly();
    }
    return Stream.of(exists ? "sp" : "np", "sp", "p").flatMap(t -> policy(t).stream()).findFirst();
  }

  /** Whether the record has a policy for its domain, and only known policies. */
  boolean usable() {
    return policy("p").isPresent()
        && Stream.of("sp", "np").allMatch(t -> tags.value(t).isEmpty() || policy(t).isPresent());
  }

  private Optional<Policy> policy(String tag) {
    return tags.value(tag).flatMap(Policy::of);
  }

  /** Without a valid policy, a record that asks for reports counts as {@code p=none}. */
  private Optional<Policy> policyOfReportOnly() {
    return tags.value("rua")
        .filter(uris ->
            Arrays.stream(uris.split(",")).anyMatch(u -> u.strip().matches("[a-z][a-z0-9+.-]*:.+")))
        .map(uris -> Policy.NONE);
  }
}
