package io.todoku.clientreport;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A report as it was made for somebody; the table {@code sent_report_piece} holds the file. */
@Entity
@Table(name = "sent_report")
class SentReport {

  @Id UUID id = UUID.randomUUID();
  Instant madeAt = Instant.EPOCH;
  String madeBy = "";
  String sentTo = "";

  /** The client of the schedule that it was made for; null where a person made it. */
  @Nullable String client;

  String subject = "";
  String language = "en";
  String format = "";
  String zone = "UTC";
  String note = "";
  String release = "";
  String catalogue = "";
  String fileName = "";
  int size;
}
