package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.runbook.observe.AuthoritativeAnswers;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.DnsServerAnswer.DnsServerRole;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
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
record AnswerAgreement(
    List<Evidence> evidence,
    List<DnsServerAnswer> agreeing,
    List<DnsServerAnswer> differing,
    List<DnsServerAnswer> unreachableResolvers,
    List<Reason> unknownReasons,
    boolean authoritativeUnknown) {

  /** What says nothing of a name, but only of the way to a resolver. */
  private static final Set<Cause> UNREACHABLE_CAUSES =
      EnumSet.of(Cause.TIMEOUT, Cause.UNREACHABLE, Cause.REFUSED);

  private static final int MAX_NAMED_SERVERS = 6;

  /** A sentence about the result. */
  @FunctionalInterface
  interface AgreementMessage {
    /**
     * @param how {@code hold}, {@code hold.but} where some were silent, {@code differ}, {@code
     *     unknown}
     * @param some how many of them make it so
     * @param all servers
     * @param who the silent or the differing ones
     */
    Text create(String how, int some, int all, String who);
  }

  /**
   * @param judge whether an answer is what is wanted
   */
  static AnswerAgreement of(
      CheckContext scene, String name, String type, Function<DnsAnswer, Observed<Boolean>> judge) {
    List<DnsServerAnswer> all = scene.nameView(name, type).map(NameView::answers).orElse(List.of());
    List<DnsServerAnswer> agree = new ArrayList<>();
    List<DnsServerAnswer> differ = new ArrayList<>();
    List<DnsServerAnswer> silent = new ArrayList<>();
    List<Reason> open = new ArrayList<>();
    boolean blind = all.stream().noneMatch(AnswerAgreement::isAuthoritative);
    if (blind) {
      open.add(Reason.of(Cause.NOT_ASKED, name + " " + type, ""));
    }
    for (DnsServerAnswer one : all) {
      switch (evaluateAnswer(name, type, one, judge)) {
        case Known<Boolean>(Boolean wanted) -> (wanted ? agree : differ).add(one);
        case Unknown<Boolean> _ when isUnreachableResolver(one) -> silent.add(one);
        case Unknown<Boolean>(Reason why) -> {
          open.add(why);
          blind |= isAuthoritative(one);
        }
      }
    }
    if (Stream.concat(agree.stream(), differ.stream()).allMatch(AnswerAgreement::isAuthoritative)) {
      open.addAll(silent.stream().flatMap(AnswerAgreement::unknownReason).toList());
      open.addAll(open.isEmpty() ? List.of(Reason.of(Cause.NOT_ASKED, name, "")) : List.of());
    }
    List<Evidence> evidence = all.stream().map(one -> evidence(name + " " + type, one)).toList();
    return new AnswerAgreement(evidence, agree, differ, silent, open, blind);
  }

  private static Observed<Boolean> evaluateAnswer(
      String name, String type, DnsServerAnswer one, Function<DnsAnswer, Observed<Boolean>> judge) {
    return switch (one.answer()) {
      case Unknown<DnsAnswer>(Reason why) -> Observed.unknown(why);
      case Known<DnsAnswer>(DnsAnswer answer) ->
          AuthoritativeAnswers.isUnusable(answer)
              ? Observed.unknown(AuthoritativeAnswers.unusableReason(name, type, one, answer))
              : judge.apply(answer);
    };
  }

  private static Stream<Reason> unknownReason(DnsServerAnswer one) {
    return one.answer() instanceof Unknown<DnsAnswer>(Reason why) ? Stream.of(why) : Stream.of();
  }

  private static boolean isUnreachableResolver(DnsServerAnswer one) {
    return !isAuthoritative(one)
        && unknownReason(one).anyMatch(why -> UNREACHABLE_CAUSES.contains(why.cause()));
  }

  private static boolean isAuthoritative(DnsServerAnswer one) {
    return one.role() == DnsServerRole.AUTHORITATIVE;
  }

  CheckOutcome toOutcome(AgreementMessage says) {
    int all = evidence.size();
    if (!differing.isEmpty()
        && (!authoritativeUnknown
            || differing.stream().anyMatch(AnswerAgreement::isAuthoritative))) {
      return new CheckOutcome(
          agreeing.isEmpty() ? CheckResult.NOT_YET : CheckResult.PARTLY,
          says.create("differ", differing.size(), all, serverNames(differing)),
          evidence,
          null,
          latestCacheExpiry());
    }
    if (!unknownReasons.isEmpty()) {
      int unheard = all - agreeing.size() - differing.size();
      return CheckOutcome.unknown(
          says.create("unknown", unheard, all, ""), unknownReasons.getFirst(), evidence);
    }
    return CheckOutcome.holds(
        says.create(
            unreachableResolvers.isEmpty() ? "hold" : "hold.but",
            agreeing.size(),
            all,
            serverNames(unreachableResolvers)),
        evidence);
  }

  /** Where only resolvers still see the old, they will not after what remains of its TTL. */
  private @Nullable Instant latestCacheExpiry() {
    return differing.stream().anyMatch(AnswerAgreement::isAuthoritative)
        ? null
        : differing.stream()
            .map(AnswerAgreement::cachedUntil)
            .max(Comparator.naturalOrder())
            .orElse(null);
  }

  private static Instant cachedUntil(DnsServerAnswer one) {
    return one.answer() instanceof Known<DnsAnswer>(DnsAnswer answer) && answer.ttl() != null
        ? one.at().plusSeconds(answer.ttl())
        : one.at();
  }

  private static String serverNames(List<DnsServerAnswer> servers) {
    return String.join(
        ", ",
        servers.stream()
            .limit(MAX_NAMED_SERVERS)
            .map(one -> one.server().isEmpty() ? one.address() : one.server())
            .toList());
  }

  private static Evidence evidence(String query, DnsServerAnswer one) {
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
