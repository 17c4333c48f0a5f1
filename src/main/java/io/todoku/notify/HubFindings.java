package io.todoku.notify;

import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.securityhub.model.ComplianceStatus;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.SeverityLabel;
import software.amazon.awssdk.services.securityhub.model.WorkflowStatus;

/** Makes findings for Security Hub, in the language of their channel. */
@Component
class HubFindings {

  private final NoticeLineRenderer texts;
  private final String publicUrl;

  HubFindings(NoticeLineRenderer texts, @Value("${todoku.public-url:}") String publicUrl) {
    this.texts = texts;
    this.publicUrl = publicUrl.strip().replaceAll("/+$", "");
  }

  HubFinding of(CurrentItem item, Channel channel) {
    Locale locale = channel.locale();
    String step = item.step() == null ? null : texts.of(item.step(), locale);
    return new HubFinding(
        "todoku/%s/%s/%s".formatted(item.accountId(), item.key().rule(), item.key().resource()),
        item.key().rule(),
        cut(texts.of(item.title(), locale) + ": " + item.resourceLabel(), HubFinding.MAX_TITLE),
        cut(texts.of(item.summary(), locale), HubFinding.MAX_DESCRIPTION),
        severity(item).toString(),
        compliance(item).toString(),
        null,
        (item.waived() ? WorkflowStatus.SUPPRESSED : WorkflowStatus.NEW).toString(),
        RecordState.ACTIVE.toString(),
        item.firstSeen().truncatedTo(ChronoUnit.MILLIS).toString(),
        item.changedAt().truncatedTo(ChronoUnit.MILLIS).toString(),
        step == null || step.isBlank() ? null : cut(step, HubFinding.MAX_REMEDIATION),
        publicUrl.isEmpty() ? null : publicUrl + item.path(),
        item.resourceType(),
        cut("todoku:" + item.accountId() + ":" + item.key().resource(), 512),
        item.region(),
        item.accountId());
  }

  /** Why what is not looked at any more has no compliance status. */
  String notListed(Channel channel) {
    return texts.of(channel.locale(), "notify.hub.not-listed");
  }

  private static SeverityLabel severity(CurrentItem item) {
    return switch (item.verdict()) {
      case "FAIL" -> item.required() ? SeverityLabel.HIGH : SeverityLabel.MEDIUM;
      case "WARN" -> SeverityLabel.LOW;
      default -> SeverityLabel.INFORMATIONAL;
    };
  }

  private static ComplianceStatus compliance(CurrentItem item) {
    return switch (item.verdict()) {
      case "FAIL" -> ComplianceStatus.FAILED;
      case "WARN" -> ComplianceStatus.WARNING;
      default -> ComplianceStatus.NOT_AVAILABLE;
    };
  }

  private static String cut(@Nullable String text, int length) {
    String whole = text == null || text.isBlank() ? "–" : text;
    return whole.length() > length ? whole.substring(0, length - 1) + "…" : whole;
  }
}
