package io.todoku.report;

import io.todoku.checklist.*;
import io.todoku.rule.RuleInfo.Area;
import io.todoku.scan.*;
import io.todoku.snapshot.*;
import java.nio.file.*;
import java.time.*;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(
    classes = ReportsTests.Rooms.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
class DumpReports {
  @Autowired Reports reports;
  @Autowired ChecklistMaker maker;

  @Test
  void dump() throws Exception {
    for (String l : List.of("ja", "en")) {
      List<Report.Part> parts = new ArrayList<>();
      for (String id : List.of("111111111111", "222222222222", "333333333333", "444444444444")) {
        var s =
            SnapshotFile.read(
                Files.newInputStream(Path.of("src/main/resources/sample/" + id + ".json")));
        var c = maker.make(s, List.of());
        List<CoursePoint> course = new ArrayList<>();
        for (int i = 0; i < 9; i++)
          course.add(
              new CoursePoint(
                  s.finishedAt().minusSeconds(86400L * (9 - i)),
                  Map.of(
                      Area.ADDRESSES,
                      new CoursePoint.Tally(3 + i, 1, 3 - i / 3, 8 - i),
                      Area.SERVERS,
                      new CoursePoint.Tally(4, 1, i % 2, 3),
                      Area.DOMAINS,
                      new CoursePoint.Tally(2, 0, 1, i))));
        parts.add(new Report.Part(c, course, null));
      }
      Files.write(
          Path.of("/tmp/out/one-" + l + ".pdf"),
          reports.bytes(
              new Report(
                  parts.subList(0, 1),
                  new Report.Style(
                      Locale.forLanguageTag(l),
                      ZoneId.of("Asia/Tokyo"),
                      new Letterhead("渚コンサルティング株式会社", null),
                      "ご不明な点はお問い合わせください。\nよろしくお願いいたします。")),
              ReportFormat.PDF));
      for (int i = 0; i < 8; i++) {
        long t = System.nanoTime();
        byte[] b =
            reports.bytes(
                new Report(
                    parts, Report.Style.plain(Locale.forLanguageTag(l), ZoneId.of("Asia/Tokyo"))),
                ReportFormat.PDF);
        System.out.println(
            "PDF "
                + l
                + " "
                + parts.stream().mapToInt(p -> p.list().items().size()).sum()
                + " findings "
                + (System.nanoTime() - t) / 1000000
                + " ms "
                + b.length);
        Files.write(Path.of("/tmp/out/all-" + l + ".pdf"), b);
      }
      Files.write(
          Path.of("/tmp/out/all-" + l + ".html"),
          reports.bytes(
              new Report(
                  parts, Report.Style.plain(Locale.forLanguageTag(l), ZoneId.of("Asia/Tokyo"))),
              ReportFormat.HTML));
    }
  }
}
