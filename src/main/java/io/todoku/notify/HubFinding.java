package io.todoku.notify;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFindingIdentifier;
import software.amazon.awssdk.services.securityhub.model.Compliance;
import software.amazon.awssdk.services.securityhub.model.ComplianceStatus;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.SeverityLabel;
import software.amazon.awssdk.services.securityhub.model.StatusReason;
import software.amazon.awssdk.services.securityhub.model.WorkflowStatus;

/**
 * A finding in the AWS Security Finding Format, as far as it can change. It is stored as it was
 * sent, so that it can be archived once its resource is gone, and is sent again only where it
 * differs. Lengths are those of the format's reference (Security Hub user guide, ASFF syntax).
 *
 * @param id the same at each scan
 * @param generator the rule
 * @param statusReason why there is no compliance status; null where it is plain
 * @param createdAt ISO 8601, as is {@code observedAt}
 * @param resourceRegion null for what belongs to none
 * @param url null where {@code todoku.public-url} is not set
 */
record HubFinding(
    String id,
    String generator,
    String title,
    String description,
    String severity,
    String compliance,
    @Nullable String statusReason,
    String workflow,
    String recordState,
    String createdAt,
    String observedAt,
    @Nullable String remediation,
    @Nullable String url,
    String resourceType,
    String resourceId,
    @Nullable String resourceRegion,
    String account) {

  /** Of {@code Compliance.StatusReasons}; the reference lists none for findings of others. */
  static final String NOT_LISTED = "TODOKU_NOT_LISTED";

  static final int MAX_TITLE = 256;
  static final int MAX_DESCRIPTION = 1024;
  static final int MAX_REMEDIATION = 512;

  boolean hasPassed() {
    return compliance.equals(ComplianceStatus.PASSED.toString());
  }

  /** What is sent once a scan sees that it is fine. */
  HubFinding passed() {
    return archived(ComplianceStatus.PASSED, null, WorkflowStatus.RESOLVED.toString());
  }

  /**
   * What is sent once it is not looked at any more: nobody knows whether it is fine, so people's
   * view of it stays.
   */
  HubFinding notListed(String reason) {
    return archived(ComplianceStatus.NOT_AVAILABLE, reason, workflow);
  }

  /** The same finding with another status of people's work on it. */
  HubFinding withWorkflow(String status) {
    return new HubFinding(
        id,
        generator,
        title,
        description,
        severity,
        compliance,
        statusReason,
        status,
        recordState,
        createdAt,
        observedAt,
        remediation,
        url,
        resourceType,
        resourceId,
        resourceRegion,
        account);
  }

  private HubFinding archived(ComplianceStatus status, @Nullable String reason, String nowIs) {
    return new HubFinding(
        id,
        generator,
        title,
        description,
        SeverityLabel.INFORMATIONAL.toString(),
        status.toString(),
        reason,
        nowIs,
        RecordState.ARCHIVED.toString(),
        createdAt,
        observedAt,
        remediation,
        url,
        resourceType,
        resourceId,
        resourceRegion,
        account);
  }

  /**
   * As BatchImportFindings takes it. Severity and types are those of the provider, because people
   * may have changed their own; the workflow is taken of a new finding only (API reference).
   *
   * @param updatedAt ISO 8601; Security Hub ignores an update that is not newer
   * @param isNew whether it was never sent
   */
  AwsSecurityFinding toSdk(SecurityHub hub, String updatedAt, boolean isNew) {
    AwsSecurityFinding.Builder finding =
        AwsSecurityFinding.builder()
            .schemaVersion("2018-10-08")
            .id(id)
            .productArn(hub.productArn())
            .awsAccountId(hub.account())
            .generatorId("todoku/" + generator)
            .createdAt(createdAt)
            .updatedAt(updatedAt)
            .lastObservedAt(observedAt)
            .title(title)
            .description(description)
            .findingProviderFields(f ->
                f.severity(s -> s.label(severity))
                    .types("Software and Configuration Checks/AWS Security Best Practices"))
            .compliance(complianceDetails())
            .recordState(recordState)
            .productFields(Map.of("todoku/account", account, "todoku/rule", generator))
            .resources(r ->
                r.type("Other")
                    .id(resourceId)
                    .partition(hub.partition())
                    .region(resourceRegion)
                    .details(d -> d.other(Map.of("type", resourceType, "account", account))));
    if (isNew) {
      finding.workflow(w -> w.status(workflow));
    }
    if (url != null) {
      finding.sourceUrl(url);
    }
    if (remediation != null) {
      finding.remediation(r -> r.recommendation(text -> text.text(remediation)));
    }
    return finding.build();
  }

  /** As BatchUpdateFindings names it. */
  AwsSecurityFindingIdentifier identifier(SecurityHub hub) {
    return AwsSecurityFindingIdentifier.builder().id(id).productArn(hub.productArn()).build();
  }

  private Compliance complianceDetails() {
    Compliance.Builder status = Compliance.builder().status(compliance);
    if (statusReason != null) {
      status.statusReasons(
          StatusReason.builder().reasonCode(NOT_LISTED).description(statusReason).build());
    }
    return status.build();
  }
}
