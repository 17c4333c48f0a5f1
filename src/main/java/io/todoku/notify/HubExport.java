package io.todoku.notify;

import io.todoku.notify.ExportedFindings.ExportedFinding;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.BatchUpdateFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.BatchUpdateFindingsUnprocessedFinding;
import software.amazon.awssdk.services.securityhub.model.ImportFindingsError;
import software.amazon.awssdk.services.securityhub.model.WorkflowStatus;

/**
 * Brings the findings of one account to what is wanted in a hub, and stores after each request what
 * the hub took. Findings that it refuses keep none of the others from being sent.
 */
class HubExport {

  /** BatchImportFindings and BatchUpdateFindings take 100 findings (API reference). */
  static final int BATCH = 100;

  /** Security Hub deletes a finding that was not updated for 90 days. */
  static final Duration REFRESH = Duration.ofDays(60);

  private static final String NEW = WorkflowStatus.NEW.toString();
  private static final String SUPPRESSED = WorkflowStatus.SUPPRESSED.toString();

  private final SecurityHubClient client;
  private final SecurityHub hub;
  private final UUID channel;
  private final String account;
  private final ExportedFindings exported;
  private final Clock clock;
  private final Map<String, ExportedFinding> known;
  private final Set<String> refused = new HashSet<>();
  private @Nullable String firstError;

  HubExport(
      SecurityHubClient client,
      SecurityHub hub,
      UUID channel,
      String account,
      ExportedFindings exported,
      Clock clock) {
    this.client = client;
    this.hub = hub;
    this.channel = channel;
    this.account = account;
    this.exported = exported;
    this.clock = clock;
    this.known = new HashMap<>(exported.of(channel, account));
  }

  /** What the hub has, by id, as far as it was sent. */
  Map<String, ExportedFinding> known() {
    return Map.copyOf(known);
  }

  /**
   * The workflow is changed by itself, because an import does not change it; of what was suppressed
   * before the import, because Security Hub may not update that.
   *
   * @throws DeliveryFailedException if the hub refused findings
   */
  void send(List<ExportedFinding> wanted) throws DeliveryFailedException {
    updateWorkflows(wanted, finding -> workflowOf(finding).equals(SUPPRESSED));
    importFindings(wanted.stream().filter(this::differs).toList());
    updateWorkflows(wanted, _ -> true);
    if (!refused.isEmpty()) {
      throw new DeliveryFailedException(
          NoticeLine.of("notify.failed.findings", refused.size(), String.valueOf(firstError)));
    }
  }

  /** The workflow of a finding as the hub has it, unless people changed it. */
  private String workflowOf(ExportedFinding finding) {
    ExportedFinding last = known.get(finding.finding().id());
    return last == null ? NEW : last.finding().workflow();
  }

  /** What the hub has otherwise or not at all, and what it would soon forget. */
  private boolean differs(ExportedFinding wanted) {
    ExportedFinding last = known.get(wanted.finding().id());
    if (last == null) {
      return true;
    }
    if (wanted.isPassed() && last.isPassed()) {
      return false;
    }
    return !last.finding().withWorkflow(wanted.finding().workflow()).equals(wanted.finding())
        || last.sentAt().plus(REFRESH).isBefore(wanted.sentAt());
  }

  private void importFindings(List<ExportedFinding> changed) {
    for (List<ExportedFinding> batch : batches(changed)) {
      String updatedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
      BatchImportFindingsResponse response =
          client.batchImportFindings(r ->
              r.findings(
                  batch.stream()
                      .map(wanted ->
                          wanted
                              .finding()
                              .toSdk(hub, updatedAt, !known.containsKey(wanted.finding().id())))
                      .toList()));
      for (ImportFindingsError error : response.failedFindings()) {
        refuse(error.id(), error.errorCode(), error.errorMessage());
      }
      save(batch.stream().map(wanted -> wanted.withWorkflow(workflowOf(wanted))).toList());
    }
  }

  /** By {@code BatchUpdateFindings}, which is the only request that changes a workflow. */
  private void updateWorkflows(List<ExportedFinding> wanted, Predicate<ExportedFinding> which) {
    Map<String, List<ExportedFinding>> byStatus =
        wanted.stream()
            .filter(finding -> !finding.finding().workflow().equals(workflowOf(finding)))
            .filter(finding -> !refused.contains(finding.finding().id()))
            .filter(which)
            .collect(Collectors.groupingBy(finding -> finding.finding().workflow()));
    byStatus.forEach((status, findings) -> {
      for (List<ExportedFinding> batch : batches(findings)) {
        updateWorkflow(status, batch);
      }
    });
  }

  private void updateWorkflow(String status, List<ExportedFinding> batch) {
    BatchUpdateFindingsResponse response =
        client.batchUpdateFindings(r ->
            r.findingIdentifiers(batch.stream().map(f -> f.finding().identifier(hub)).toList())
                .workflow(w -> w.status(status)));
    for (BatchUpdateFindingsUnprocessedFinding error : response.unprocessedFindings()) {
      refuse(error.findingIdentifier().id(), error.errorCode(), error.errorMessage());
    }
    save(
        batch.stream()
            .map(finding -> Objects.requireNonNull(known.get(finding.finding().id())))
            .map(last -> last.withWorkflow(status))
            .toList());
  }

  private void refuse(String id, String code, String message) {
    refused.add(id);
    firstError = firstError == null ? code + ": " + message : firstError;
  }

  private void save(List<ExportedFinding> sent) {
    List<ExportedFinding> taken =
        sent.stream().filter(finding -> !refused.contains(finding.finding().id())).toList();
    exported.save(channel, account, taken);
    taken.forEach(finding -> known.put(finding.finding().id(), finding));
  }

  private static List<List<ExportedFinding>> batches(List<ExportedFinding> all) {
    return IntStream.iterate(0, from -> from < all.size(), from -> from + BATCH)
        .mapToObj(from -> all.subList(from, Math.min(from + BATCH, all.size())))
        .toList();
  }
}
