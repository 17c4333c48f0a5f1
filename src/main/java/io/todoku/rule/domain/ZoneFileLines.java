package io.todoku.rule.domain;

import io.todoku.rule.Hcl;
import java.util.List;
import java.util.stream.IntStream;

/** Writes lines of a zone file (RFC 1035 section 5) that are safe to paste. */
final class ZoneFileLines {

  /** Octets in one character-string (RFC 1035 section 3.3.14). */
  private static final int MAX_STRING_OCTETS = 255;

  private ZoneFileLines() {}

  /**
   * A TXT record, in as many strings as it needs, and the same record for Terraform.
   *
   * @return empty where the name or the text has characters with a meaning in zone files
   */
  static List<String> txt(String name, String text) {
    if (!name.matches("[A-Za-z0-9._-]+") || !text.matches("[ -~&&[^\"\\\\]]*")) {
      return List.of();
    }
    List<String> strings =
        IntStream.iterate(0, at -> at == 0 || at < text.length(), at -> at + MAX_STRING_OCTETS)
            .mapToObj(at -> text.substring(at, Math.min(at + MAX_STRING_OCTETS, text.length())))
            .toList();
    return List.of(
        "%s.  300  IN  TXT  \"%s\"".formatted(name, String.join("\" \"", strings)),
        terraform(name, strings));
  }

  /** The Terraform provider adds the outer quotes and keeps those between the strings. */
  private static String terraform(String name, List<String> strings) {
    String record =
        Hcl.resource("aws_route53_record", "txt")
            .text("zone_id", "ZONE-ID")
            .text("name", name)
            .text("type", "TXT")
            .set("ttl", 300)
            .texts("records", List.of(String.join("\"\"", strings)))
            .toString();
    return name.startsWith("_")
        ? record
        : "# records: beside the other TXT values of this name\n" + record;
  }
}
