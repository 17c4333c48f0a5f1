package io.todoku.runbook.check;

import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every authoritative server of a zone and every resolver that can be asked gives the wanted
 * answer. A server that cannot be asked leaves it open; where only resolvers give another, it is a
 * matter of time.
 *
 * @param has values that must be there; of MX records the hosts
 * @param lacks values that must not be there
 * @param alone whether nothing else may be there
 * @param itself whether they must be there by the name itself and not by an alias
 */
public record DnsRecordCheck(
    String name,
    String type,
    List<String> required,
    List<String> forbidden,
    boolean exclusive,
    boolean withoutAlias)
    implements StepCheck {

  /** These, and nothing else. */
  public static DnsRecordCheck exactly(String name, String type, String value) {
    return new DnsRecordCheck(name, type, List.of(value), List.of(), true, false);
  }

  /**
   * By an address record of the name's own: no MX record may name an alias (RFC 2181 section 10.3).
   */
  public static DnsRecordCheck withoutAlias(String name, String address) {
    return new DnsRecordCheck(name, "A", List.of(address), List.of(), true, true);
  }

  public static DnsRecordCheck requiring(String name, String type, String value) {
    return new DnsRecordCheck(name, type, List.of(value), List.of(), false, false);
  }

  public static DnsRecordCheck forbidding(String name, String type, String value) {
    return new DnsRecordCheck(name, type, List.of(), List.of(value), false, false);
  }

  /** The one and not the other, whatever else. */
  public static DnsRecordCheck replacing(String name, String type, String value, String other) {
    return new DnsRecordCheck(name, type, List.of(value), List.of(other), false, false);
  }

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    return AnswerAgreement.of(scene, name, type, answer -> Observed.known(isExpected(answer)))
        .toOutcome((how, some, all, who) ->
            Text.of(messageKey(how), name, type, expectedText(), some, all, who));
  }

  private boolean isExpected(DnsAnswer answer) {
    return isExpected(answer.records()) && (!withoutAlias || answer.aliases().isEmpty());
  }

  /** Whether records, in presentation form, are what is wanted. */
  boolean isExpected(List<String> records) {
    List<String> values = records.stream().map(this::recordValue).distinct().toList();
    return values.containsAll(required)
        && forbidden.stream().noneMatch(values::contains)
        && (!exclusive || values.size() == required.size());
  }

  /** Of an MX record its host: preferences are a matter of taste. */
  private String recordValue(String record) {
    return type.equals("MX") ? record.substring(record.lastIndexOf(' ') + 1) : record;
  }

  /** What is only to be gone has sentences of its own. */
  private String messageKey(String how) {
    return "runbook.check.answers." + (required.isEmpty() ? "gone." : "") + how;
  }

  /**
   * What is wanted, in signs that need no language: {@code 192.0.2.7}, {@code − mail.example.com}.
   */
  private String expectedText() {
    return required.isEmpty()
        ? String.join(", ", forbidden)
        : String.join(
            ", ",
            Stream.concat(required.stream(), forbidden.stream().map(value -> "− " + value))
                .toList());
  }
}
