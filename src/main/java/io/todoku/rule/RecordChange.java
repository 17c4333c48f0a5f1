package io.todoku.rule;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A DNS record to publish, as a line of a zone file (RFC 1035 section 5), as a command for Route 53
 * and as Terraform.
 *
 * <p>Route 53 and Terraform replace all values of a name and type: theirs holds the other values of
 * the name too, and there is none where those are not known.
 *
 * @param name without trailing dot
 * @param value of the record
 * @param others the values of the name and type that stay; null where they are not known
 * @param label of the Terraform resource
 */
public record RecordChange(
    String name, String type, String value, @Nullable List<String> others, String label) {

  private static final int TTL = 300;

  /** Octets in one character-string (RFC 1035 section 3.3.14). */
  private static final int MAX_STRING_OCTETS = 255;

  /** The address record of a name; of the placeholder, where the name cannot be pasted. */
  public static RecordChange ofAddress(String name, String address) {
    String pasted = pasteableName(name);
    return new RecordChange(
        pasted, DnsLookup.addressType(address), address, List.of(), addressLabel(pasted, address));
  }

  /**
   * A TXT record in the place of those of its kind.
   *
   * @param before what the name had
   * @param replaced which texts of the name it replaces
   */
  public static RecordChange ofText(
      String name, String text, DnsLookup before, Predicate<String> replaced) {
    List<String> others =
        before.answer() instanceof Known<DnsAnswer>(DnsAnswer answer) && answer.aliases().isEmpty()
            ? answer.records().stream().filter(replaced.negate()).toList()
            : null;
    return new RecordChange(name, "TXT", text, others, HclLabel.of(name, "txt"));
  }

  /** The same, of a name that several domains may want to change, each in its own manner. */
  public RecordChange labelledFor(String domain) {
    return new RecordChange(name, type, value, others, HclLabel.of(name, "txt-for", domain));
  }

  /** The label of what belongs to an address record. */
  public static String addressLabel(String name, String address) {
    String pasted = pasteableName(name);
    return pasted.equals(Placeholder.MAIL_HOST_NAME.token())
        ? HclLabel.ofAddress(address)
        : HclLabel.of(pasted, address);
  }

  /** The name, or a placeholder where it has characters with a meaning in zone files. */
  public static String pasteableName(String name) {
    String placeholder = Placeholder.MAIL_HOST_NAME.token();
    return name.equals(placeholder) || !isPasteable(name) ? placeholder : DnsLookup.canonical(name);
  }

  private static boolean isPasteable(String name) {
    return name.matches("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*+");
  }

  /** The forms; empty where the name or the value has characters with a meaning in zone files. */
  public Optional<RemedyBlock> block() {
    if (!isPasteable(name) || !isPrintable(value) || value.matches(".*[\"\\\\].*")) {
      return Optional.empty();
    }
    List<BlockForm> forms = new ArrayList<>();
    forms.add(new BlockForm(BlockKind.ZONE_RECORD, zoneLine()));
    if (others != null && others.stream().allMatch(RecordChange::isUnambiguous)) {
      forms.add(new BlockForm(BlockKind.ROUTE53_CLI, route53Command()));
      forms.add(BlockForm.terraform(terraform()));
    }
    return Optional.of(new RemedyBlock(forms));
  }

  private static boolean isPrintable(String text) {
    return text.matches("[ -~]*");
  }

  /** A snapshot writes an octet outside of ASCII as a backslash and digits, as it does those. */
  private static boolean isUnambiguous(String text) {
    return isPrintable(text) && !text.contains("\\");
  }

  /** How to see whether public DNS has the record. */
  public RemedyStage verification() {
    return RemedyStage.of(
        Text.of("remedy.verify.dns"), RemedyBlock.shell("dig +short %s %s".formatted(name, type)));
  }

  /** What refers to the record in Terraform. */
  public String reference(String attribute) {
    return "aws_route53_record." + label + "." + attribute;
  }

  private boolean isText() {
    return type.equals("TXT");
  }

  private String zoneLine() {
    return "%s.  %d  IN  %s  %s"
        .formatted(name, TTL, type, isText() ? quotedStrings(value) : value);
  }

  private String route53Command() {
    String records =
        values()
            .map(text -> isText() ? quotedStrings(text) : text)
            .map(text -> "{\"Value\":" + json(text) + "}")
            .collect(Collectors.joining(","));
    String batch =
        ("{\"Changes\":[{\"Action\":\"UPSERT\",\"ResourceRecordSet\":{\"Name\":%s,\"Type\":%s,"
                + "\"TTL\":%d,\"ResourceRecords\":[%s]}}]}")
            .formatted(json(name + "."), json(type), TTL, records);
    return "aws route53 change-resource-record-sets --hosted-zone-id %s --change-batch %s"
        .formatted(Placeholder.ZONE_ID.token(), ShellArgument.quoteJson(batch));
  }

  private Hcl terraform() {
    return Hcl.resource("aws_route53_record", label)
        .text("zone_id", Placeholder.ZONE_ID.token())
        .text("name", name)
        .text("type", type)
        .set("ttl", TTL)
        .texts("records", values().map(text -> isText() ? providerText(text) : text).toList());
  }

  private Stream<String> values() {
    return Stream.concat(Stream.of(value), others == null ? Stream.empty() : others.stream())
        .distinct();
  }

  private static String quotedStrings(String text) {
    return strings(text)
        .map(string -> "\"" + escape(string) + "\"")
        .collect(Collectors.joining(" "));
  }

  /** The Terraform provider adds the outer quotes and keeps those between the strings. */
  private static String providerText(String text) {
    return strings(text).map(RecordChange::escape).collect(Collectors.joining("\"\""));
  }

  private static String escape(String string) {
    return string.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static Stream<String> strings(String text) {
    return IntStream.iterate(0, at -> at == 0 || at < text.length(), at -> at + MAX_STRING_OCTETS)
        .mapToObj(at -> text.substring(at, Math.min(at + MAX_STRING_OCTETS, text.length())));
  }

  private static String json(String text) {
    return "\"" + escape(text) + "\"";
  }
}
