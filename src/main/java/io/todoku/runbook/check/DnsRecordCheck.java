package io.todoku.runbook.check;

import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every authoritative server of a zone and every resolver that can be reached gives the expected
 * answer. It is unknown if an authoritative server cannot be asked, and a matter of time if only
 * resolvers give another answer.
 *
 * @param required the values that must be present; for MX records, the host names
 * @param forbidden the values that must be absent
 * @param exclusive whether no other values may be present
 * @param withoutAlias whether the name itself must have the records, not the target of an alias
 */
public record DnsRecordCheck(
    String name,
    String type,
    List<String> required,
    List<String> forbidden,
    boolean exclusive,
    boolean withoutAlias)
    implements StepCheck {

  /** The name has this record and no other. */
  public static DnsRecordCheck exactly(String name, String type, String value) {
    return new DnsRecordCheck(name, type, List.of(value), List.of(), true, false);
  }

  /**
   * The name itself has this address and no other, because an MX record must not name an alias (RFC
   * 2181 section 10.3).
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

  /** The name has the one value and not the other; further values do not matter. */
  public static DnsRecordCheck replacing(String name, String type, String value, String other) {
    return new DnsRecordCheck(name, type, List.of(value), List.of(other), false, false);
  }

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    return AnswerAgreement.of(context, name, type, answer -> Observed.known(isExpected(answer)))
        .toOutcome((outcome, count, total, servers) ->
            Text.of(messageKey(outcome), name, type, expectedText(), count, total, servers));
  }

  private boolean isExpected(DnsAnswer answer) {
    return isExpected(answer.records()) && (!withoutAlias || answer.aliases().isEmpty());
  }

  /** Whether records, in presentation form, are the expected ones. */
  boolean isExpected(List<String> records) {
    List<String> values = records.stream().map(this::recordValue).distinct().toList();
    return values.containsAll(required)
        && forbidden.stream().noneMatch(values::contains)
        && (!exclusive || values.size() == required.size());
  }

  /** The host of an MX record, whose preference does not matter; any other record as it is. */
  private String recordValue(String record) {
    return type.equals("MX") ? record.substring(record.lastIndexOf(' ') + 1) : record;
  }

  /** Checks that only forbid values have messages of their own. */
  private String messageKey(String outcome) {
    return "runbook.check.answers." + (required.isEmpty() ? "gone." : "") + outcome;
  }

  /**
   * The expected values in a form that needs no translation: {@code 192.0.2.7}, {@code −
   * mail.example.com}.
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
