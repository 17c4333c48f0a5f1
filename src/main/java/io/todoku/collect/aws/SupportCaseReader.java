package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SupportCase;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.support.SupportClient;
import software.amazon.awssdk.services.support.model.CaseDetails;

/** Reads the support cases of the last two years that concern sending limits or reverse DNS. */
final class SupportCaseReader {

  /** The most that one page of an answer holds. */
  private static final int CASES_IN_A_PAGE = 100;

  private final AwsClients clients;
  private final AccountSession session;
  private final ApiCaller caller;
  private final Clock clock;

  SupportCaseReader(AwsClients clients, AccountSession session, ApiCaller caller, Clock clock) {
    this.clients = clients;
    this.session = session;
    this.caller = caller;
    this.clock = clock;
  }

  CompletableFuture<Observed<List<SupportCase>>> start() {
    Partition partition = session.partition();
    return partition.offers(SupportClient.serviceMetadata())
        ? caller.start(null, ApiCall.DESCRIBE_CASES, this::read)
        : CompletableFuture.completedFuture(
            Observed.unknown(
                Reason.of(
                    ReasonKind.NOT_SUBSCRIBED,
                    ApiCall.DESCRIBE_CASES.action(),
                    "the partition " + partition.id() + " has no such API")));
  }

  private List<SupportCase> read() {
    String since =
        clock.instant().minus(730, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString();
    return clients
        .support(session.partition())
        .describeCasesPaginator(r ->
            r.includeResolvedCases(true)
                .maxResults(CASES_IN_A_PAGE)
                .includeCommunications(false)
                .afterTime(since)
                .overrideConfiguration(session.requestConfiguration()))
        .cases()
        .stream()
        .filter(c -> c.subject() != null && SupportCase.Topic.anyIn(c.subject()))
        .map(SupportCaseReader::supportCase)
        .sorted(Comparator.comparing(SupportCase::createdAt).reversed())
        .toList();
  }

  private static SupportCase supportCase(CaseDetails c) {
    return new SupportCase(
        AwsText.orEmpty(c.caseId()),
        AwsText.orEmpty(c.displayId()),
        AwsText.orEmpty(c.subject()),
        AwsText.orEmpty(c.status()),
        createdAt(String.valueOf(c.timeCreated())));
  }

  /** Reads a time; one without a zone is UTC. */
  private static Instant createdAt(String time) {
    try {
      return Instant.parse(time.endsWith("Z") ? time : time + "Z");
    } catch (DateTimeParseException e) {
      throw new MalformedAnswerException("\"" + AwsText.orEmpty(time) + "\" is not a time");
    }
  }
}
