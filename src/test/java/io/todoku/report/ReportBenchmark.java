package io.todoku.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.SnapshotBuilder;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * How long each format takes, and how much memory at its peak, by the number of findings. Run by
 * name: {@code ./mvnw test -Dtest=ReportBenchmark}; it prints figures and is no part of the build.
 */
@SpringBootTest(
    classes = ReportRendererTests.ReportTestConfiguration.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ReportBenchmark {

  private static final List<Integer> SENDERS = List.of(18, 18, 18, 18, 18, 18, 180, 600, 3000);

  /** The most findings in a PDF, because it is laid out in memory, see {@link PdfReport}. */
  private static final long MOST_IN_A_PDF = Runtime.getRuntime().maxMemory() / (300 * 1024);

  @Autowired ReportRenderer reports;
  @Autowired ChecklistMaker maker;

  @Test
  void allFormats() throws Exception {
    for (int senders : SENDERS) {
      Checklist list = list(senders);
      for (ReportFormat format : ReportFormat.values()) {
        if (format == ReportFormat.PDF && list.items().size() > MOST_IN_A_PDF) {
          continue;
        }
        Report report =
            Report.of(List.of(list), Report.Style.plain(Locale.JAPANESE, ZoneId.of("Asia/Tokyo")));
        System.gc();
        long before = used();
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
        ReportByteCounter out = new ReportByteCounter();
        long begun = System.nanoTime();
        reports.write(report, format, out);
        long millis = (System.nanoTime() - begun) / 1_000_000;
        assertThat(out.bytes).isPositive();
        System.out.printf(
            "%6d findings as %-4s: %6d ms, %,11d bytes, at most %4d MiB more than before%n",
            list.items().size(),
            format,
            millis,
            out.bytes,
            (pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() - before)
                >> 20);
      }
    }
  }

  private static List<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  private static long used() {
    return pools().stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
  }

  /** Counts bytes and keeps none. */
  private static final class ReportByteCounter extends OutputStream {
    private long bytes;

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] some, int from, int length) {
      bytes += length;
    }
  }

  private Checklist list(int senders) {
    SnapshotBuilder builder =
        SnapshotBuilder.aSnapshot().openToTheWorld(25).withDomain("example.com");
    SmtpReply denied = new SmtpReply(554, "5.7.1 <b@probe.example>: Relay access denied");
    for (int i = 0; i < senders; i++) {
      String address = "10.%d.%d.%d".formatted(i / 62500, i / 250 % 250, i % 250 + 1);
      String name = "mail" + i + ".example.com";
      builder
          .withSender(address)
          .ptr(address, name)
          .dns(name, "A", i % 5 == 0 ? "192.0.2.9" : address)
          .relayTestedServer(address, denied, denied, denied, SmtpEnding.COMPLETE, true);
    }
    return maker.make(builder.build(), List.of());
  }
}
