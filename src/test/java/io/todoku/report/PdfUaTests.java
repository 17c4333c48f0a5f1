package io.todoku.report;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Waiver;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.history.FindingChange;
import io.todoku.history.TrendPoint;
import io.todoku.history.TrendPoint.VerdictCounts;
import io.todoku.report.Report.AccountReport;
import io.todoku.report.Report.ReportComparison;
import io.todoku.report.Report.Style;
import io.todoku.rule.RuleInfo.Area;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.TestAssertion.Status;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * A PDF with everything that a report can hold conforms to PDF/UA-1 (ISO 14289-1), as veraPDF
 * checks.
 */
@SpringBootTest(
    classes = ReportRendererTests.ReportTestConfiguration.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
class PdfUaTests {

  private static final LocalDate LATE = LocalDate.of(2999, 1, 1);

  @Autowired ReportRenderer reports;
  @Autowired ChecklistMaker maker;

  @BeforeAll
  static void validator() {
    VeraGreenfieldFoundryProvider.initialise();
  }

  private Checklist list() {
    SnapshotBuilder snapshot =
        aSnapshot()
            .withElasticIp(
                "192.0.2.7", Map.of("Name", "=1 \u202e \ud83d\udce7", "todoku:mail", "yes"))
            .ptr("192.0.2.7", "mail.example.com")
            .dns("mail.example.com", "A", "192.0.2.9")
            .withSender("192.0.2.8")
            .withDomain("example.com")
            .withAttestation(Attestation.AttestationState.GRANTED, LocalDate.of(2026, 11, 1), LATE)
            .denied("rds:DescribeDBInstances")
            .withGap(
                new Gap(
                    SnapshotBuilder.REGION,
                    Reason.of(ReasonKind.DENIED, "rds:DescribeDBInstances", "not allowed")));
    Waiver waiver =
        new Waiver(
            "1", "ptr-exists", "192.0.2.8", "moves in March", "mika", SnapshotBuilder.NOW, LATE);
    return maker.make(snapshot.build(), List.of(waiver));
  }

  private Report report(String language) throws IOException {
    Checklist list = list();
    List<TrendPoint> trend =
        List.of(
            new TrendPoint(
                SnapshotBuilder.NOW.minusSeconds(1),
                Map.of(Area.ADDRESSES, new VerdictCounts(1, 0, 2, 3))),
            new TrendPoint(
                SnapshotBuilder.NOW, Map.of(Area.ADDRESSES, new VerdictCounts(4, 0, 1, 1))));
    FindingChange change =
        list.items().stream()
            .map(item ->
                new FindingChange(
                    FindingChange.ChangeKind.FIXED,
                    item.rule().id(),
                    item.finding().resource(),
                    Verdict.FAIL,
                    Verdict.PASS,
                    null))
            .findFirst()
            .orElseThrow();
    AccountFacts neverScanned =
        new AccountFacts(
            "555555555555", "新規", "", Environment.STAGING, List.of(), Map.of(), Map.of());
    return new Report(
        List.of(
            new AccountReport(
                list,
                trend,
                new ReportComparison(SnapshotBuilder.NOW.minusSeconds(1), List.of(change))),
            withPicture()),
        List.of(neverScanned),
        true,
        new Style(
            Locale.forLanguageTag(language),
            ZoneId.of("Asia/Tokyo"),
            new Letterhead("渚コンサルティング", logo()),
            "よろしくお願いいたします。\nMika"));
  }

  private AccountReport withPicture() {
    Snapshot snapshot =
        aSnapshot()
            .withSender("192.0.2.9")
            .ptr("192.0.2.9", "mail.example.com")
            .dns("mail.example.com", "A", "192.0.2.10")
            .build();
    return AccountReport.of(maker.make(snapshot, List.of())).withPaths(snapshot);
  }

  private static Letterhead.Logo logo() throws IOException {
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), "png", picture);
    return Letterhead.Logo.of(picture.toByteArray());
  }

  private static ValidationResult validate(byte[] pdf) throws Exception {
    try (PDFAParser parser =
            Foundries.defaultInstance()
                .createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFUA_1);
        PDFAValidator validator =
            Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
      return validator.validate(parser);
    }
  }

  private static String describe(TestAssertion failure) {
    return failure.getRuleId().getClause() + ": " + failure.getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void aFullReportConformsInEveryLanguage(String language) throws Exception {
    ValidationResult result = validate(reports.render(report(language), ReportFormat.PDF));

    assertThat(result.getTotalAssertions()).isGreaterThan(1_000);
    assertThat(
            result.getTestAssertions().stream()
                .filter(assertion -> assertion.getStatus() == Status.FAILED)
                .collect(groupingBy(PdfUaTests::describe, counting())))
        .isEmpty();
    assertThat(result.isCompliant()).isTrue();
  }
}
