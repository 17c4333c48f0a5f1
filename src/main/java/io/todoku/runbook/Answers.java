package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.Outcome.Result;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.ServerAnswer;
import io.todoku.snapshot.ServerAnswer.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every authoritative server of a zone and every resolver gives the wanted answer. One that cannot
 * be asked leaves it open; where only resolvers give another, it is a matter of time.
 *
 * @param has values that must be there; of MX records the hosts
 * @param lacks values that must not be there
 * @param alone whether nothing else may be there
 */
record Answers(String name, String type, List<String> has, List<String> lacks, boolean alone)
    implements Check {

  /** These, and nothing else. */
  static Answers only(String name, String type, String value) {
    return new Answers(name, type, List.of(value), List.of(), true);
  }

  static Answers having(String name, String type, String value) {
    return new Answers(name, type, List.of(value), List.of(), false);
  }

  static Answers lacking(String name, String type, String value) {
    return new Answers(name, type, List.of(), List.of(value), false);
  }

  /** The one and not the other, whatever else. */
  static Answers instead(String name, String type, String value, String other) {
    return new Answers(name, type, List.of(value), List.of(other), false);
  }

  @Override
  public Outcome in(Scene scene) {
    Optional<NameView> view = scene.view(name, type);
    if (view.isEmpty()) {
      Reason reason = Reason.of(Cause.NOT_ASKED, name + " " + type, "");
      return Outcome.unknown(says("unknown", 0, 0), reason, List.of());
    }
    return of(scene, view.get());
  }

  private Outcome of(Scene scene, NameView view) {
    List<ServerAnswer> agree = new ArrayList<>();
    List<ServerAnswer> differ = new ArrayList<>();
    List<Reason> unknown = new ArrayList<>();
    for (ServerAnswer one : view.answers()) {
      switch (one.answer()) {
        case Unknown<DnsAnswer>(Reason reason) -> unknown.add(reason);
        case Known<DnsAnswer>(DnsAnswer answer) when Holders.isBroken(answer) ->
            unknown.add(Holders.broken(name, type, one, answer));
        case Known<DnsAnswer>(DnsAnswer answer) ->
            (isWanted(answer.records()) ? agree : differ).add(one);
      }
    }
    List<Evidence> evidence = view.answers().stream().map(one -> evidence(view, one)).toList();
    int all = view.answers().size();
    Reason blind = Holders.of(scene, name, type).blind();
    boolean known = blind == null || differ.stream().anyMatch(Answers::isHolder);
    if (!differ.isEmpty() && known) {
      String who = String.join(", ", differ.stream().limit(6).map(Answers::label).toList());
      return new Outcome(
          agree.isEmpty() ? Result.NOT_YET : Result.PARTLY,
          Text.of(key("differ"), name, type, wanted(), differ.size(), all, who),
          evidence,
          null,
          remaining(differ));
    }
    if (!unknown.isEmpty() || blind != null) {
      Reason reason = blind == null ? unknown.getFirst() : blind;
      return Outcome.unknown(says("unknown", unknown.size(), all), reason, evidence);
    }
    return Outcome.holds(says("hold", all, all), evidence);
  }

  /** Where only resolvers still see the old, they will not after what remains of its TTL. */
  private static @Nullable Instant remaining(List<ServerAnswer> differ) {
    return differ.stream().anyMatch(Answers::isHolder)
        ? null
        : differ.stream().map(Answers::kept).max(Comparator.naturalOrder()).orElse(null);
  }

  private static Instant kept(ServerAnswer one) {
    return one.answer() instanceof Known<DnsAnswer>(DnsAnswer answer) && answer.ttl() != null
        ? one.at().plusSeconds(answer.ttl())
        : one.at();
  }

  private static boolean isHolder(ServerAnswer one) {
    return one.role() == Role.AUTHORITATIVE;
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

  private Text says(String how, int some, int all) {
    return Text.of(key(how), name, type, wanted(), some, all);
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

  private static String label(ServerAnswer one) {
    return one.server().isEmpty() ? one.address() : one.server();
  }

  private static Evidence evidence(NameView view, ServerAnswer one) {
    String query = view.name() + " " + view.type();
    String server =
        Stream.of(one.server(), one.address())
            .filter(part -> !part.isEmpty())
            .distinct()
            .reduce((host, address) -> host + " (" + address + ")")
            .orElse("");
    return switch (one.answer()) {
      case Unknown<DnsAnswer>(Reason reason) ->
          new Evidence(
              "dns",
              query,
              List.of((reason.cause() + " " + reason.detail()).strip()),
              server,
              null,
              one.at());
      case Known<DnsAnswer>(DnsAnswer answer) ->
          new Evidence(
              "dns",
              query,
              Stream.concat(
                      answer.aliases().stream().map(alias -> "CNAME " + alias),
                      answer.status() == Status.ANSWERED
                          ? answer.records().stream()
                          : Stream.of(answer.status().name()))
                  .toList(),
              server,
              answer.ttl(),
              one.at());
    };
  }
}
