package io.todoku.runbook.observe;

import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.DnsServerAnswer.DnsServerRole;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the name servers {@code ns1} and {@code ns2} and a resolver say, each for itself, for tests:
 * of what none was told, that there is no such name.
 */
public final class ScriptedNameServers {

  public static final long NEGATIVE = 60;

  private static final Observed<DnsAnswer> NOTHING = nothing(NEGATIVE);

  private final Map<String, Observed<DnsAnswer>> said = new LinkedHashMap<>();
  private final List<String> holders = new ArrayList<>(List.of("ns1", "ns2"));
  private final List<String> resolvers = new ArrayList<>(List.of("resolver"));
  private final Map<String, Cause> silent = new HashMap<>();

  /** That there is no such name. */
  public static Observed<DnsAnswer> nothing(long ttl) {
    return Observed.known(new DnsAnswer(Status.NXDOMAIN, List.of(), List.of(), ttl));
  }

  /** All of them say so. */
  public void all(String record, long ttl, String... values) {
    Stream.concat(holders.stream(), resolvers.stream())
        .forEach(server -> at(server, record, ttl, values));
  }

  /**
   * @param record {@code mail.example.com A}
   */
  public void at(String server, String record, long ttl, String... values) {
    said.put(
        server + " " + record,
        values.length == 0
            ? NOTHING
            : Observed.known(new DnsAnswer(Status.ANSWERED, List.of(values), List.of(), ttl)));
  }

  public void says(String server, String record, Observed<DnsAnswer> answer) {
    said.put(server + " " + record, answer);
  }

  /** It fails at this question, {@code ns1 mail.example.com A}, until it is heard again. */
  public void silence(String question) {
    silence(question, Cause.SERVFAIL);
  }

  public void silence(String question, Cause why) {
    silent.put(question, why);
  }

  public void hear() {
    silent.clear();
  }

  /** One more, to be told what it says. */
  public void resolver(String name) {
    resolvers.add(name);
  }

  void holder(String server) {
    holders.add(server);
  }

  public void noHolder(String server) {
    holders.remove(server);
  }

  public NameView view(String name, String type, Instant at) {
    List<DnsServerAnswer> answers = new ArrayList<>();
    holders.forEach(
        server -> answers.add(answer(DnsServerRole.AUTHORITATIVE, server, name + " " + type, at)));
    resolvers.forEach(
        resolver -> answers.add(answer(DnsServerRole.RESOLVER, resolver, name + " " + type, at)));
    return new NameView(name, type, Observed.known("example.com"), List.of(), answers);
  }

  private DnsServerAnswer answer(DnsServerRole role, String server, String record, Instant at) {
    String question = server + " " + record;
    Observed<DnsAnswer> answer =
        silent.containsKey(question)
            ? Observed.unknown(Reason.of(silent.get(question), record, "test"))
            : said.getOrDefault(question, NOTHING);
    return new DnsServerAnswer(role, server, server, at, answer);
  }
}
