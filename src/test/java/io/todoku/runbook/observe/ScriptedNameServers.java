package io.todoku.runbook.observe;

import io.todoku.collect.NameViewCollector.NameQuery;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.DnsServerAnswer.DnsServerRole;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The authoritative servers {@code ns1} and {@code ns2} and a resolver for tests. Each answers what
 * was published at it, and otherwise that the name does not exist. Jobs may ask them while a test
 * publishes.
 */
public final class ScriptedNameServers {

  public static final long NEGATIVE_TTL = 60;

  private static final Observed<DnsAnswer> NO_SUCH_NAME = noSuchName(NEGATIVE_TTL);

  private final Map<String, Observed<DnsAnswer>> answers = new ConcurrentHashMap<>();
  private final List<String> authoritative = new CopyOnWriteArrayList<>(List.of("ns1", "ns2"));
  private final List<String> resolvers = new CopyOnWriteArrayList<>(List.of("resolver"));
  private final Map<String, ReasonKind> failures = new ConcurrentHashMap<>();

  /** The answer that a name does not exist. */
  public static Observed<DnsAnswer> noSuchName(long ttl) {
    return Observed.known(new DnsAnswer(Status.NXDOMAIN, List.of(), List.of(), ttl));
  }

  /** Publishes a record at all servers; without values, the name does not exist. */
  public void publish(String record, long ttl, String... values) {
    Stream.concat(authoritative.stream(), resolvers.stream())
        .forEach(server -> publishAt(server, record, ttl, values));
  }

  /**
   * Publishes a record at one server; without values, the name does not exist.
   *
   * @param record name and type, for example {@code mail.example.com A}
   */
  public void publishAt(String server, String record, long ttl, String... values) {
    answers.put(
        server + " " + record,
        values.length == 0
            ? NO_SUCH_NAME
            : Observed.known(new DnsAnswer(Status.ANSWERED, List.of(values), List.of(), ttl)));
  }

  public void setAnswer(String server, String record, Observed<DnsAnswer> answer) {
    answers.put(server + " " + record, answer);
  }

  /**
   * Lets a server fail at a question, for example {@code ns1 mail.example.com A}, until {@link
   * #recover}.
   */
  public void fail(String question) {
    fail(question, ReasonKind.SERVFAIL);
  }

  public void fail(String question, ReasonKind cause) {
    failures.put(question, cause);
  }

  public void recover() {
    failures.clear();
  }

  /** Adds a resolver that has no records yet. */
  public void addResolver(String name) {
    resolvers.add(name);
  }

  void addAuthoritative(String server) {
    authoritative.add(server);
  }

  public void removeAuthoritative(String server) {
    authoritative.remove(server);
  }

  public List<NameView> views(List<NameQuery> questions, Instant at) {
    return questions.stream().map(question -> view(question.name(), question.type(), at)).toList();
  }

  public NameView view(String name, String type, Instant at) {
    List<DnsServerAnswer> answers = new ArrayList<>();
    authoritative.forEach(
        server -> answers.add(answer(DnsServerRole.AUTHORITATIVE, server, name + " " + type, at)));
    resolvers.forEach(
        resolver -> answers.add(answer(DnsServerRole.RESOLVER, resolver, name + " " + type, at)));
    return new NameView(name, type, Observed.known("example.com"), List.of(), answers);
  }

  private DnsServerAnswer answer(DnsServerRole role, String server, String record, Instant at) {
    String question = server + " " + record;
    Observed<DnsAnswer> answer =
        failures.containsKey(question)
            ? Observed.unknown(Reason.of(failures.get(question), record, "test"))
            : answers.getOrDefault(question, NO_SUCH_NAME);
    return new DnsServerAnswer(role, server, server, at, answer);
  }
}
