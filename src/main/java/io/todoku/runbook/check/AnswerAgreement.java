package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.runbook.check.CheckOutcome.ServerCount;
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
import io.todoku.snapshot.ReasonKind;
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
 * Compares the answers of all DNS servers to one question with what a check expects. Every
 * authoritative server must give the expected answer, and so must every resolver that can be
 * reached, of which there must be at least one. A resolver that cannot be reached does not
 * contradict the others; the message names it.
 *
 * @param evidence the answers of all servers
 * @param agreeing the servers that give the expected answer
 * @param differing the servers that give another answer
 * @param unreachableResolvers the resolvers that could not be reached
 * @param unknownReasons why the answers of the other servers are unknown
 * @param authoritativeUnknown whether one of those servers is authoritative
 */
record AnswerAgreement(
    List<Evidence> evidence,
    List<DnsServerAnswer> agreeing,
    List<DnsServerAnswer> differing,
    List<DnsServerAnswer> unreachableResolvers,
    List<Reason> unknownReasons,
    boolean authoritativeUnknown) {

  /** Causes that concern the connection to a resolver and not the name. */
  private static final Set<ReasonKind> UNREACHABLE_CAUSES =
      EnumSet.of(ReasonKind.TIMEOUT, ReasonKind.UNREACHABLE, ReasonKind.REFUSED);

  private static final int MAX_NAMED_SERVERS = 6;

  /** Creates the sentence about the result. */
  @FunctionalInterface
  interface AgreementMessage {
    /**
     * @param outcome {@code hold}, {@code hold.but} if some resolvers could not be reached, {@code
     *     differ} or {@code unknown}; the last part of the message key
     * @param count how many servers the outcome rests on
     * @param total how many servers there are
     * @param servers the names of the differing or unreachable servers, at most six
     */
    Text create(String outcome, int count, int total, String servers);
  }

  /**
   * @param judge decides whether an answer is the expected one
   */
  static AnswerAgreement of(
      CheckContext context,
      String name,
      String type,
      Function<DnsAnswer, Observed<Boolean>> judge) {
    List<DnsServerAnswer> answers =
        context.nameView(name, type).map(NameView::answers).orElse(List.of());
    List<DnsServerAnswer> agreeing = new ArrayList<>();
    List<DnsServerAnswer> differing = new ArrayList<>();
    List<DnsServerAnswer> unreachable = new ArrayList<>();
    List<Reason> unknownReasons = new ArrayList<>();
    boolean authoritativeUnknown = answers.stream().noneMatch(AnswerAgreement::isAuthoritative);
    if (authoritativeUnknown) {
      unknownReasons.add(Reason.of(ReasonKind.NOT_ASKED, name + " " + type, ""));
    }
    for (DnsServerAnswer response : answers) {
      switch (evaluateAnswer(name, type, response, judge)) {
        case Known<Boolean>(Boolean expected) -> (expected ? agreeing : differing).add(response);
        case Unknown<Boolean> _ when isUnreachableResolver(response) -> unreachable.add(response);
        case Unknown<Boolean>(Reason reason) -> {
          unknownReasons.add(reason);
          authoritativeUnknown |= isAuthoritative(response);
        }
      }
    }
    if (Stream.concat(agreeing.stream(), differing.stream())
        .allMatch(AnswerAgreement::isAuthoritative)) {
      unknownReasons.addAll(unreachable.stream().flatMap(AnswerAgreement::unknownReason).toList());
      unknownReasons.addAll(
          unknownReasons.isEmpty()
              ? List.of(Reason.of(ReasonKind.NOT_ASKED, name, ""))
              : List.of());
    }
    List<Evidence> evidence =
        answers.stream().map(response -> evidence(name + " " + type, response)).toList();
    return new AnswerAgreement(
        evidence, agreeing, differing, unreachable, unknownReasons, authoritativeUnknown);
  }

  private static Observed<Boolean> evaluateAnswer(
      String name,
      String type,
      DnsServerAnswer response,
      Function<DnsAnswer, Observed<Boolean>> judge) {
    return switch (response.answer()) {
      case Unknown<DnsAnswer>(Reason reason) -> Observed.unknown(reason);
      case Known<DnsAnswer>(DnsAnswer answer) ->
          AuthoritativeAnswers.isUnusable(answer)
              ? Observed.unknown(AuthoritativeAnswers.unusableReason(name, type, response, answer))
              : judge.apply(answer);
    };
  }

  private static Stream<Reason> unknownReason(DnsServerAnswer response) {
    return response.answer() instanceof Unknown<DnsAnswer>(Reason reason)
        ? Stream.of(reason)
        : Stream.of();
  }

  private static boolean isUnreachableResolver(DnsServerAnswer response) {
    return !isAuthoritative(response)
        && unknownReason(response).anyMatch(reason -> UNREACHABLE_CAUSES.contains(reason.kind()));
  }

  private static boolean isAuthoritative(DnsServerAnswer response) {
    return response.role() == DnsServerRole.AUTHORITATIVE;
  }

  CheckOutcome toOutcome(AgreementMessage message) {
    int total = evidence.size();
    if (!differing.isEmpty()
        && (!authoritativeUnknown
            || differing.stream().anyMatch(AnswerAgreement::isAuthoritative))) {
      return new CheckOutcome(
          agreeing.isEmpty() ? CheckResult.NOT_YET : CheckResult.PARTLY,
          message.create("differ", differing.size(), total, serverNames(differing)),
          evidence,
          null,
          latestCacheExpiry(),
          new ServerCount(differing.size(), total));
    }
    if (!unknownReasons.isEmpty()) {
      int unknownCount = total - agreeing.size() - differing.size();
      return CheckOutcome.unknown(
          message.create("unknown", unknownCount, total, ""), unknownReasons.getFirst(), evidence);
    }
    return CheckOutcome.holds(
        message.create(
            unreachableResolvers.isEmpty() ? "hold" : "hold.but",
            agreeing.size(),
            total,
            serverNames(unreachableResolvers)),
        evidence);
  }

  /**
   * When the last resolver drops the old answer from its cache; null if an authoritative server
   * differs, because then it is not a matter of time.
   */
  private @Nullable Instant latestCacheExpiry() {
    return differing.stream().anyMatch(AnswerAgreement::isAuthoritative)
        ? null
        : differing.stream()
            .map(AnswerAgreement::cachedUntil)
            .max(Comparator.naturalOrder())
            .orElse(null);
  }

  private static Instant cachedUntil(DnsServerAnswer response) {
    return response.answer() instanceof Known<DnsAnswer>(DnsAnswer answer) && answer.ttl() != null
        ? response.at().plusSeconds(answer.ttl())
        : response.at();
  }

  private static String serverNames(List<DnsServerAnswer> servers) {
    return String.join(
        ", ",
        servers.stream()
            .limit(MAX_NAMED_SERVERS)
            .map(response -> response.server().isEmpty() ? response.address() : response.server())
            .toList());
  }

  private static Evidence evidence(String query, DnsServerAnswer response) {
    return switch (response.answer()) {
      case Unknown<DnsAnswer>(Reason reason) ->
          new Evidence(
              "dns", query, List.of(reason.asEvidence()), response.label(), null, response.at());
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
              response.label(),
              answer.ttl(),
              response.at());
    };
  }
}
