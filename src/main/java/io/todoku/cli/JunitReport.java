package io.todoku.cli;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.RemedyView;
import io.todoku.checklist.Wording;
import io.todoku.locale.InvisibleCharacters;
import io.todoku.rule.Verdict;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes checklists as JUnit XML: an account is a suite, a finding a test case. What decides the
 * exit code is a failure, or an error where it is unknown. Everything else that does not pass is
 * skipped and says why, so that nothing but a PASS is shown as passed.
 *
 * @param onlyNew whether only what is worse than in the baseline decides
 * @param everyLevel whether recommended rules decide too
 */
record JunitReport(Wording wording, boolean onlyNew, boolean everyLevel) {

  /** How a test case ended. */
  private enum CaseOutcome {
    PASSED,
    FAILURE,
    ERROR,
    SKIPPED
  }

  private record TestCase(
      String className, String name, CaseOutcome outcome, String message, String details) {

    boolean isRed() {
      return outcome == CaseOutcome.FAILURE || outcome == CaseOutcome.ERROR;
    }
  }

  byte[] render(List<JudgedAccount> accounts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newInstance().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      xml.writeAttribute("name", "todoku");
      for (JudgedAccount account : accounts) {
        writeSuite(account, xml);
      }
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private void writeSuite(JudgedAccount account, XMLStreamWriter xml) throws XMLStreamException {
    Checklist list = account.list();
    List<TestCase> cases = cases(account);
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    attribute(xml, "name", list.account().title() + " (" + list.account().id() + ")");
    attribute(xml, "tests", String.valueOf(cases.size()));
    attribute(xml, "failures", count(cases, CaseOutcome.FAILURE));
    attribute(xml, "errors", count(cases, CaseOutcome.ERROR));
    attribute(xml, "skipped", count(cases, CaseOutcome.SKIPPED));
    attribute(xml, "timestamp", list.scan().finishedAt().toString());
    writeProperties(account, xml);
    for (TestCase one : cases) {
      writeCase(one, xml);
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private void writeProperties(JudgedAccount account, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("properties");
    property(xml, "account", account.list().account().id());
    property(xml, "environment", account.list().account().environment().id());
    property(xml, "readiness", account.list().readiness().name());
    property(
        xml, "coverage", account.list().coverage().known() + "/" + account.list().coverage().all());
    @Nullable List<String> onlyRules = account.list().onlyRules();
    if (onlyRules != null) {
      property(xml, "onlyRules", String.join(" ", onlyRules));
    }
    xml.writeEndElement();
  }

  private List<TestCase> cases(JudgedAccount account) {
    Checklist list = account.list();
    List<TestCase> cases = new ArrayList<>();
    if (JudgedAccount.isUnreadable(list)) {
      String why = String.join("\n", JudgedAccount.whyUnreadable(list, wording));
      cases.add(
          new TestCase(
              list.account().id() + ".account",
              "inventory",
              CaseOutcome.ERROR,
              wording.of("command.unreadable"),
              why));
    }
    BaselineComparison comparison = account.comparison();
    list.items().forEach(item -> cases.add(testCase(item, list, comparison)));
    if (comparison != null) {
      comparison.hidden().forEach(item -> cases.add(hiddenCase(item, list)));
    }
    if (!account.requiredLeftOut().isEmpty()
        && cases.stream().noneMatch(TestCase::isRed)
        && ExitCodes.of(account, everyLevel, onlyNew) != TodokuCommandLine.READY) {
      cases.add(leftOutCase(account));
    }
    return cases;
  }

  private TestCase testCase(Item item, Checklist list, @Nullable BaselineComparison comparison) {
    ChecklistView.ItemView view = ChecklistView.viewOf(item, list, wording);
    boolean decides =
        JudgedAccount.decides(item, everyLevel)
            && (!onlyNew || (comparison != null && comparison.isWorse(item)));
    CaseOutcome outcome =
        switch (item.verdict()) {
          case PASS -> CaseOutcome.PASSED;
          case FAIL -> decides ? CaseOutcome.FAILURE : CaseOutcome.SKIPPED;
          case UNKNOWN -> decides ? CaseOutcome.ERROR : CaseOutcome.SKIPPED;
          case WARN, NOT_APPLICABLE -> CaseOutcome.SKIPPED;
        };
    return new TestCase(
        list.account().id() + "." + item.rule().id(),
        FindingIdentity.name(item),
        outcome,
        message(item, view, outcome, comparison),
        details(view));
  }

  private TestCase hiddenCase(Item item, Checklist list) {
    return new TestCase(
        list.account().id() + "." + item.rule().id(),
        FindingIdentity.name(item),
        onlyNew && JudgedAccount.decides(item, everyLevel)
            ? CaseOutcome.ERROR
            : CaseOutcome.SKIPPED,
        wording.of(
            "command.baseline.hidden",
            wording.ruleTitle(item.rule().id()),
            item.finding().resource().label()),
        "");
  }

  /** A report is red where the exit code is not 0. */
  private TestCase leftOutCase(JudgedAccount account) {
    return new TestCase(
        account.list().account().id() + ".account",
        "rules",
        CaseOutcome.ERROR,
        wording.of("command.leftOut", String.join(", ", account.requiredLeftOut())),
        "");
  }

  private String message(
      Item item,
      ChecklistView.ItemView view,
      CaseOutcome outcome,
      @Nullable BaselineComparison comparison) {
    if (outcome == CaseOutcome.PASSED) {
      return "";
    }
    String reason = view.reason() == null ? "" : " " + view.reason();
    String found = item.verdict() + ": " + view.summary() + reason;
    if (item.waiver() != null) {
      return ChecklistTextReport.waived(item.waiver(), wording) + " – " + found;
    }
    boolean known =
        onlyNew
            && outcome == CaseOutcome.SKIPPED
            && comparison != null
            && !comparison.isWorse(item);
    return known
            && JudgedAccount.decides(item, everyLevel)
            && item.verdict() != Verdict.NOT_APPLICABLE
        ? wording.of("command.junit.known") + " – " + found
        : found;
  }

  private static String details(ChecklistView.ItemView view) {
    RemedyView remedy = view.remedy();
    return String.join(
        "\n",
        Stream.of(
                Stream.of(view.title(), view.where(), view.summary()),
                Stream.ofNullable(view.reason()),
                remedy.cautions().stream(),
                remedy.steps().stream().map(step -> "- " + step))
            .flatMap(lines -> lines)
            .toList());
  }

  private static void writeCase(TestCase one, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    attribute(xml, "classname", one.className());
    attribute(xml, "name", one.name());
    switch (one.outcome()) {
      case PASSED -> {}
      case SKIPPED -> {
        xml.writeStartElement("skipped");
        xml.writeCharacters(clean(one.message()));
        xml.writeEndElement();
      }
      case FAILURE, ERROR -> {
        xml.writeStartElement(one.outcome() == CaseOutcome.ERROR ? "error" : "failure");
        attribute(xml, "type", one.outcome() == CaseOutcome.ERROR ? "UNKNOWN" : "FAIL");
        attribute(xml, "message", one.message());
        xml.writeCharacters(clean(one.details()));
        xml.writeEndElement();
      }
    }
    xml.writeEndElement();
  }

  private static String count(List<TestCase> cases, CaseOutcome outcome) {
    return String.valueOf(cases.stream().filter(one -> one.outcome() == outcome).count());
  }

  private static void property(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeEmptyElement("property");
    attribute(xml, "name", name);
    attribute(xml, "value", value);
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, clean(value));
  }

  /** Without what XML 1.0 cannot hold. */
  private static String clean(String text) {
    return InvisibleCharacters.escape(text);
  }
}
