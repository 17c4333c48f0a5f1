package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.Outcome.Result;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.ServerAnswer;
import io.todoku.snapshot.ServerAnswer.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all servers say to one question, each judged for itself. Every server that holds the zone
 * has to say what is wanted, and so has every resolver that can be asked, of which there must be
 * one. A silent resolver is no evidence against what all others say; it is named.
 *
 * @param agree servers whose answer is what is wanted
 * @param differ servers whose answer is another
 * @param silent resolvers that could not be asked
 * @param open why it is open what other servers say
 * @param blind whether one that holds the zone is among those
 */
record Poll(
    List<Evidence> evidence,
    List<ServerAnswer> agree,
    List<ServerAnswer> differ,
    List<ServerAnswer> silent,
    List<Reason> open,
    boolean blind) {

  /** What says nothing of a name, but only of the way to a resolver. */
  private static final Set<Cause> SILENCE =
      EnumSet.of(Cause.TIMEOUT, Cause.UNREACHABLE, Cause.REFUSED);

  private static final int NAMED = 6;

  /** A sentence about the result. */
  @FunctionalInterface
  interface Says {
    /**
     * @param how {@code hold}, {@code hold.but} where some were silent, {@code differ}, {@code
     *     unknown}
     * @param some how many of them make it so
     * @param all servers
     * @param who the silent or the differing ones
     */
    Text of(String how, int some, int all, String who);
  }

  /**
   * @param judge whether an answer is what is wanted
   */
  static Poll of(
      Scene scene, String name, String type, Function<DnsAnswer, Observed<Boolean>> judge) {
    List<ServerAnswer> all = scene.view(name, type).map(NameView::answers).orElse(List.of());
    List<ServerAnswer> agree = new ArrayList<>();
    List<ServerAnswer> differ = new ArrayList<>();
    List<ServerAnswer> silent = new ArrayList<>();
    List<Reason> open = new ArrayList<>();
    boolean blind = all.stream().noneMatch(Poll::holds);
    if (blind) {
      open.add(Reason.of(Cause.NOT_ASKED, name + " " + type, ""));
    }
    for (ServerAnswer one : all) {
      switch (verdict(name, type, one, judge)) {
        case Known<Boolean>(Boolean wanted) -> (wanted ? agree : differ).add(one);
        case Unknown<Boolean> _ when isSilent(one) -> silent.add(one);
        case Unknown<Boolean>(Reason why) -> {
          open.add(why);
          blind |= holds(one);
        }
      }
    }
    if (Stream.concat(agree.stream(), differ.stream()).allMatch(Poll::holds)) {
      open.addAll(silent.stream().flatMap(Poll::reason).toList());
      open.addAll(open.isEmpty() ? List.of(Reason.of(Cause.NOT_ASKED, name, "")) : List.of());
    }
    List<Evidence> evidence = all.stream().map(one -> evidence(name + " " + type, one)).toList();
    return new Poll(evidence, agree, differ, silent, open, blind);
  }

  private static Observed<Boolean> verdict(
      String name, String type, ServerAnswer one, Function<DnsAnswer, Observed<Boolean>> judge) {
    return switch (one.answer()) {
      case Unknown<DnsAnswer>(Reason why) -> Observed.unknown(why);
      case Known<DnsAnswer>(DnsAnswer answer) ->
          Holders.isBroken(answer)
              ? Observed.unknown(Holders.broken(name, type, one, answer))
              : judge.apply(answer);
    };
  }

  private static Stream<Reason> reason(ServerAnswer one) {
    return one.answer() instanceof Unknown<DnsAnswer>(Reason why) ? Stream.of(why) : Stream.of();
  }

  private static boolean isSilent(ServerAnswer one) {
    return !holds(one) && reason(one).anyMatch(why -> SILENCE.contains(why.cause()));
  }

  private static boolean holds(ServerAnswer one) {
    return one.role() == Role.AUTHORITATIVE;
  }

  Outcome outcome(Says says) {
    int all = evidence.size();
    if (!differ.isEmpty() && (!blind || differ.stream().anyMatch(Poll::holds))) {
      return new Outcome(
          agree.isEmpty() ? Result.NOT_YET : Result.PARTLY,
          says.of("differ", differ.size(), all, named(differ)),
          evidence,
          null,
          remaining());
    }
    if (!open.isEmpty()) {
      int unheard = all - agree.size() - differ.size();
      return Outcome.unknown(says.of("unknown", unheard, all, ""), open.getFirst(), evidence);
    }
    return Outcome.holds(
        says.of(silent.isEmpty() ? "hold" : "hold.but", agree.size(), all, named(silent)),
        evidence);
  }

  /** Where only resolvers still see the old, they will not after what remains of its TTL. */
  private @Nullable Instant remaining() {
    return differ.stream().anyMatch(Poll::holds)
        ? null
        : differ.stream().map(Poll::kept).max(Comparator.naturalOrder()).orElse(null);
  }

  private static Instant kept(ServerAnswer one) {
    return one.answer() instanceof Known<DnsAnswer>(DnsAnswer answer) && answer.ttl() != null
        ? one.at().plusSeconds(answer.ttl())
        : one.at();
  }

  private static String named(List<ServerAnswer> servers) {
    return String.join(
        ", ",
        servers.stream()
            .limit(NAMED)
            .map(one -> one.server().isEmpty() ? one.address() : one.server())
            .toList());
  }

  private static Evidence evidence(String query, ServerAnswer one) {
    return switch (one.answer()) {
      case Unknown<DnsAnswer>(Reason reason) ->
          new Evidence(
              "dns",
              query,
              List.of((reason.cause() + " " + reason.detail()).strip()),
              one.label(),
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
              one.label(),
              answer.ttl(),
              one.at());
    };
  }
}
