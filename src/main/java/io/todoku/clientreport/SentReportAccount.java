package io.todoku.clientreport;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account of a {@link SentReport}, and the scan that the report was made from. */
@Entity
@Table(name = "sent_report_account")
@IdClass(SentReportAccount.SentReportAccountKey.class)
class SentReportAccount {

  @Id UUID reportId = new UUID(0, 0);
  @Id String accountId = "";
  int place;
  String name = "";

  /** When the report was made; null where that was before it was kept. */
  @Nullable String client;

  UUID runId = new UUID(0, 0);
  Instant scannedAt = Instant.EPOCH;
  String readiness = "";

  /** An account within a report. */
  record SentReportAccountKey(UUID reportId, String accountId) implements Serializable {}
}
