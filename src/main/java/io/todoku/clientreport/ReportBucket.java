package io.todoku.clientreport;

import io.todoku.notify.AwsChannelSession;
import io.todoku.notify.AwsSessions;
import io.todoku.report.ReportFormat;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Puts reports into the S3 bucket of a schedule. */
@Component
class ReportBucket {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd/HHmmss");

  private final AwsSessions sessions;

  ReportBucket(AwsSessions sessions) {
    this.sessions = sessions;
  }

  /**
   * Puts a file; S3 refuses it if it does not arrive as its SHA-256 says. Again under the same key,
   * it replaces itself.
   */
  void put(ReportSchedule schedule, Instant dueAt, SentReport report, byte[] file)
      throws ReportDeliveryException {
    try (AwsChannelSession session =
            sessions.openForUpload(
                schedule.roleArn, schedule.externalId, schedule.region, file.length);
        S3Client s3 = session.client(S3Client.builder().forcePathStyle(true))) {
      s3.putObject(
          PutObjectRequest.builder()
              .bucket(schedule.bucket)
              .key(key(schedule, dueAt, report))
              .contentType(ReportFormat.of(report.format).mediaType())
              .checksumAlgorithm(ChecksumAlgorithm.SHA256)
              .checksumSHA256(sha256(file))
              .build(),
          RequestBody.fromBytes(file));
    } catch (SdkException failed) {
      Object detail = AwsChannelSession.reason(failed).arguments().getFirst();
      throw new ReportDeliveryException("monthly.failed.s3", detail.toString(), false);
    }
  }

  /**
   * With the time and the schedule of the run, of which there is one, because names of different
   * clients can make the same file name.
   */
  static String key(ReportSchedule schedule, Instant dueAt, SentReport report) {
    return schedule.prefix
        + TIME.format(dueAt.atZone(ZoneId.of(schedule.zone)))
        + "-"
        + schedule.id.toString().substring(0, 8)
        + "/"
        + report.fileName;
  }

  private static String sha256(byte[] file) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
