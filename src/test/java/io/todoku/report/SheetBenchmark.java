package io.todoku.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Coverage;
import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.snapshot.SnapshotBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * How long tables of 1,000 to 100,000 findings take, and what they hold in memory while they are
 * written. Run by name: {@code ./mvnw test -Dtest=SheetBenchmark}; it prints figures and is no part
 * of the build.
 */
@SpringBootTest(
    classes = ReportRendererTests.ReportTestConfiguration.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
class SheetBenchmark {

  private static final List<Integer> FINDINGS = List.of(1_000, 1_000, 10_000, 30_000, 100_000);
  private static final List<ReportFormat> FORMATS =
      List.of(ReportFormat.XLSX, ReportFormat.CSV, ReportFormat.JSON);
  private static final int GC_MILLIS = 300;

  @Autowired ReportRenderer reports;
  @Autowired ChecklistMaker maker;

  @Test
  void writesTablesOfManyFindings() throws Exception {
    System.out.printf("a heap of %d MiB%n", Runtime.getRuntime().maxMemory() >> 20);
    for (int findings : FINDINGS) {
      Report report =
          Report.of(
              List.of(list(findings)),
              Report.Style.plain(Locale.JAPANESE, ZoneId.of("Asia/Tokyo")));
      long held = used();
      for (ReportFormat format : FORMATS) {
        SheetByteCounter out = new SheetByteCounter();
        long begun = System.nanoTime();
        reports.write(report, format, out);
        long millis = (System.nanoTime() - begun) / 1_000_000;
        assertThat(out.bytes).isPositive();
        System.out.printf(
            "%7d findings as %-4s: %6d ms, %,12d bytes; held: %d MiB by the checklist, at most %d"
                + " MiB more while writing%n",
            findings,
            format,
            millis,
            out.bytes,
            held >> 20,
            Math.max(0, peak(report, format) - held) >> 20);
      }
    }
  }

  /** The most that was alive after any of many collections while a report was written. */
  private long peak(Report report, ReportFormat format) throws Exception {
    AtomicLong most = new AtomicLong();
    CountDownLatch written = new CountDownLatch(1);
    Thread watch =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (!written.await(GC_MILLIS, TimeUnit.MILLISECONDS)) {
                  most.accumulateAndGet(used(), Math::max);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    reports.write(report, format, new SheetByteCounter());
    written.countDown();
    watch.join();
    return most.get();
  }

  private static long used() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Counts bytes and keeps none. */
  private static final class SheetByteCounter extends OutputStream {
    private long bytes;

    @Override
    public void write(int one) throws IOException {
      bytes++;
    }

    @Override
    public void write(byte[] some, int from, int length) throws IOException {
      bytes += length;
    }
  }

  private Checklist list(int findings) {
    SnapshotBuilder builder = SnapshotBuilder.aSnapshot().withDomain("example.com");
    for (int i = 1; i <= 20; i++) {
      String address = "192.0.2." + i;
      String name = "mail" + i + ".example.com";
      builder
          .withSender(address)
          .ptr(address, name)
          .dns(name, "A", i % 2 == 0 ? "192.0.2.99" : address);
    }
    Checklist some = maker.make(builder.build(), List.of());
    List<Item> items =
        IntStream.range(0, findings)
            .mapToObj(i -> copyOf(some.items().get(i % some.items().size()), i))
            .toList();
    return new Checklist(
        some.account(),
        some.scan(),
        some.readiness(),
        new Coverage(findings, findings),
        items,
        some.senders(),
        some.addressSearch(),
        some.gaps(),
        some.causes(),
        some.attestations());
  }

  /** A copy of the finding about another resource, with its own evidence. */
  private static Item copyOf(Item item, int number) {
    Finding finding = item.finding();
    Resource resource = finding.resource();
    return new Item(
        item.rule(),
        new Finding(
            finding.rule(),
            new Resource(
                resource.type(),
                resource.id() + "-" + number,
                resource.region(),
                resource.address(),
                "mail " + number),
            finding.verdict(),
            finding.summary(),
            finding.unknownReason(),
            finding.evidence().stream()
                .map(e ->
                    new Evidence(
                        e.source(),
                        e.query() + " " + number,
                        List.copyOf(e.answer()),
                        e.resolver(),
                        e.ttl(),
                        e.at()))
                .toList(),
            finding.remedy()),
        item.waiver(),
        item.firstSeen(),
        item.lastKnown());
  }
}
