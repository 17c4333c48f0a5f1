package io.todoku.cli;

import io.todoku.account.Waiver;
import io.todoku.checklist.CauseView;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.RemedyView;
import io.todoku.checklist.RemedyView.BlockFormView;
import io.todoku.checklist.RemedyView.RemedyBlockView;
import io.todoku.checklist.RemedyView.RemedyOptionView;
import io.todoku.checklist.RemedyView.RemedyStageView;
import io.todoku.checklist.Wording;
import io.todoku.history.FindingKey;
import io.todoku.locale.InvisibleCharacters;
import io.todoku.snapshot.Attestation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes checklists for a terminal: open items in full, fulfilled ones as a count. */
final class ChecklistTextReport {

  private ChecklistTextReport() {}

  static String of(List<Checklist> lists, Wording wording) {
    StringBuilder out = new StringBuilder();
    lists.forEach(list -> account(list, List.of(), null, wording, out));
    return out.toString();
  }

  static String of(JudgedAccounts judged, Wording wording) {
    StringBuilder out = new StringBuilder();
    Stream.concat(judged.limits(wording).stream(), judged.general().stream())
        .forEach(note -> line(out, note));
    if (!out.isEmpty()) {
      out.append('\n');
    }
    judged.accounts().forEach(account -> account(account, wording, out));
    return out.toString();
  }

  private static void account(JudgedAccount account, Wording wording, StringBuilder out) {
    List<String> notes =
        Stream.concat(account.notes().stream(), comparison(account, wording)).toList();
    account(account.list(), notes, account.comparison(), wording, out);
  }

  /** What is worse than in the baselines, account by account. */
  static Stream<String> comparisons(JudgedAccounts judged, Wording wording) {
    return judged.accounts().stream()
        .flatMap(account ->
            comparison(account, wording).map(line -> account.list().account().id() + "  " + line));
  }

  private static Stream<String> comparison(JudgedAccount account, Wording wording) {
    BaselineComparison comparison = account.comparison();
    if (comparison == null) {
      return Stream.empty();
    }
    Instant baselineAt = comparison.baselineAt();
    String heading =
        baselineAt == null
            ? wording.of("command.baseline.none")
            : wording.of("command.baseline", time(baselineAt), comparison.worse().size());
    return Stream.of(
            Stream.of(heading),
            comparison.worse().stream().map(item -> "  " + change(item, comparison)),
            comparison.hidden().stream()
                .map(item ->
                    wording.of(
                        "command.baseline.hidden",
                        wording.ruleTitle(item.rule().id()),
                        item.finding().resource().label())))
        .flatMap(lines -> lines);
  }

  private static String change(Item item, BaselineComparison comparison) {
    Item before = comparison.before().get(FindingKey.of(item.finding()));
    return "%s  [%s]  %s"
        .formatted(
            before == null ? item.verdict() : before.verdict() + " → " + item.verdict(),
            item.rule().id(),
            item.finding().resource().label());
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.MINUTES).toString();
  }

  /** By whom, until when and why a finding is waived. */
  static String waived(Waiver waiver, Wording wording) {
    return wording.of(
        "command.waived", waiver.author(), waiver.expires().toString(), waiver.reason());
  }

  private static void account(
      Checklist list,
      List<String> notes,
      @Nullable BaselineComparison comparison,
      Wording wording,
      StringBuilder out) {
    ChecklistView view = ChecklistView.of(list, wording);
    line(
        out,
        String.join(
            "  ",
            list.account().title(),
            list.account().id(),
            wording.of("environment." + list.account().environment().id()),
            wording.of("readiness." + view.readiness()).toUpperCase(Locale.ROOT),
            wording.of(
                "text.coverage",
                text(view.counts().known()),
                text(view.counts().all()),
                view.counts().adviceUnknown(),
                view.counts().waivedUnknown())));
    notes.forEach(note -> line(out, "  " + note));
    attestations(list, wording, out);
    if (view.nothingSends()) {
      line(out, "  " + ChecklistView.nothingSendsText(list, wording));
    }
    view.regionNotes().forEach(note -> line(out, "  " + note));
    if (!view.excludedRegions().isEmpty()) {
      line(
          out,
          "  "
              + wording.of("regions.excluded", view.excludedRegions().size())
              + " "
              + String.join(", ", view.excludedRegions().keySet()));
    }
    view.causes().stream()
        .filter(cause -> !cause.answered())
        .forEach(cause -> cause(cause, wording, out));
    view.sections().stream()
        .filter(section -> section.urgency() != Urgency.FINE)
        .flatMap(section -> section.items().stream())
        .filter(item -> !item.hidden())
        .forEach(item -> item(item, isNew(item, comparison), wording, out));
    line(out, "  " + wording.of("text.fine", text(view.counts().fine())));
    out.append('\n');
  }

  /** What could not be found out, once for all findings that it hides. */
  private static void cause(CauseView cause, Wording wording, StringBuilder out) {
    line(
        out,
        "%s %s  [%s]  %s"
            .formatted(
                cause.required() ? "?" : "·",
                cause.sentence(),
                cause.id(),
                wording.of("cause.hides", cause.hides())));
    if (!cause.subjects().isEmpty()) {
      String more =
          cause.moreSubjects() == 0 ? "" : ", " + wording.of("cause.more", cause.moreSubjects());
      line(out, "    " + String.join(", ", cause.subjects()) + more);
    }
    cause.details().forEach(detail -> line(out, "    “" + detail + "”"));
    remedy(cause.remedy(), out);
    if (!cause.rules().isEmpty()) {
      line(
          out,
          "    "
              + wording.of("cause.rules")
              + ": "
              + cause.rules().stream()
                  .map(rule ->
                      rule.title() + (rule.findings() == 1 ? "" : " (" + rule.findings() + ")"))
                  .collect(Collectors.joining(", ")));
    }
  }

  private static void attestations(Checklist list, Wording wording, StringBuilder out) {
    for (Attestation said : list.attestations()) {
      String region = said.region();
      line(
          out,
          "  "
              + wording.of(
                  "command.attested",
                  said.by(),
                  said.date().toString(),
                  wording.ruleTitle(said.rule()),
                  region == null ? list.account().id() : region,
                  wording.of("document.word." + said.state())));
    }
  }

  private static boolean isNew(ItemView item, @Nullable BaselineComparison comparison) {
    return comparison != null
        && comparison.worse().stream()
            .anyMatch(worse ->
                worse.rule().id().equals(item.rule())
                    && worse.finding().resource().key().equals(item.key()));
  }

  private static void item(ItemView item, boolean isNew, Wording wording, StringBuilder out) {
    line(
        out,
        "%s %s%s  [%s]  %s"
            .formatted(
                sign(item.urgency()),
                isNew ? wording.of("command.new") + "  " : "",
                item.title(),
                item.rule(),
                item.where()));
    Waiver waiver = item.waiver();
    if (waiver != null) {
      line(out, "    " + waived(waiver, wording));
    }
    line(out, "    " + item.summary());
    if (item.reason() != null) {
      line(out, "    " + item.reason());
    }
    remedy(item.remedy(), out);
  }

  private static void remedy(RemedyView remedy, StringBuilder out) {
    remedy.cautions().forEach(caution -> line(out, "    ! " + caution));
    remedy.options().forEach(option -> option(option, out));
    remedy.links().forEach(link -> line(out, "    " + link.text() + ": " + link.url()));
  }

  private static void option(RemedyOptionView option, StringBuilder out) {
    if (option.label() != null) {
      line(out, "    (%s) %s".formatted(option.letter(), option.label()));
    }
    for (RemedyStageView stage : option.stages()) {
      stage.steps().forEach(step -> line(out, "    - " + step));
      stage.blocks().forEach(block -> block(block, out));
    }
  }

  private static void block(RemedyBlockView block, StringBuilder out) {
    for (BlockFormView form : block.forms()) {
      if (block.forms().size() > 1) {
        line(out, "      [" + form.label() + "]");
      }
      form.text().lines().forEach(l -> line(out, "      " + l));
    }
  }

  private static String sign(Urgency urgency) {
    return switch (urgency) {
      case TO_FIX -> "✕";
      case TO_ASK, UNCHECKED -> "?";
      case WARNING -> "!";
      case ADVICE -> "·";
      case WAIVED -> "–";
      case FINE -> "✓";
    };
  }

  private static String text(int number) {
    return String.valueOf(number);
  }

  private static void line(StringBuilder out, String text) {
    out.append(InvisibleCharacters.escapeLine(text)).append('\n');
  }
}
