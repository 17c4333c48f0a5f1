package io.todoku.runbook;

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
record Answers(
    String name, String type, List<String> has, List<String> lacks, boolean alone, boolean itself)
    implements Check {

  /** These, and nothing else. */
  static Answers only(String name, String type, String value) {
    return new Answers(name, type, List.of(value), List.of(), true, false);
  }

  /**
   * By an address record of the name's own: no MX record may name an alias (RFC 2181 section 10.3).
   */
  static Answers itself(String name, String address) {
    return new Answers(name, "A", List.of(address), List.of(), true, true);
  }

  static Answers having(String name, String type, String value) {
    return new Answers(name, type, List.of(value), List.of(), false, false);
  }

  static Answers lacking(String name, String type, String value) {
    return new Answers(name, type, List.of(), List.of(value), false, false);
  }

  /** The one and not the other, whatever else. */
  static Answers instead(String name, String type, String value, String other) {
    return new Answers(name, type, List.of(value), List.of(other), false, false);
  }

  @Override
  public Outcome in(Scene scene) {
    return Poll.of(scene, name, type, answer -> Observed.known(isWanted(answer)))
        .outcome((how, some, all, who) -> Text.of(key(how), name, type, wanted(), some, all, who));
  }

  private boolean isWanted(DnsAnswer answer) {
    return isWanted(answer.records()) && (!itself || answer.aliases().isEmpty());
  }

  /** Whether records, in presentation form, are what is wanted. */
  boolean isWanted(List<String> records) {
    List<String> values = records.stream().map(this::value).distinct().toList();
    return values.containsAll(has)
        && lacks.stream().noneMatch(values::contains)
        && (!alone || values.size() == has.size());
  }

  /** Of an MX record its host: preferences are a matter of taste. */
  private String value(String record) {
    return type.equals("MX") ? record.substring(record.lastIndexOf(' ') + 1) : record;
  }

  /** What is only to be gone has sentences of its own. */
  private String key(String how) {
    return "runbook.check.answers." + (has.isEmpty() ? "gone." : "") + how;
  }

  /**
   * What is wanted, in signs that need no language: {@code 192.0.2.7}, {@code − mail.example.com}.
   */
  private String wanted() {
    return has.isEmpty()
        ? String.join(", ", lacks)
        : String.join(
            ", ", Stream.concat(has.stream(), lacks.stream().map(value -> "− " + value)).toList());
  }
}
