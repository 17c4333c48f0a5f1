package io.todoku.cli;

import io.todoku.checklist.CauseView;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.RemedyView;
import io.todoku.checklist.RemedyView.BlockFormView;
import io.todoku.checklist.RemedyView.RemedyBlockView;
import io.todoku.checklist.RemedyView.RemedyOptionView;
import io.todoku.checklist.RemedyView.RemedyStageView;
import io.todoku.checklist.Wording;
import io.todoku.locale.InvisibleCharacters;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes checklists for a terminal: open items in full, fulfilled ones as a count. */
final class ChecklistTextReport {

  private ChecklistTextReport() {}

  static String of(List<Checklist> lists, Wording wording) {
    StringBuilder out = new StringBuilder();
    lists.forEach(list -> account(list, wording, out));
    return out.toString();
  }

  private static void account(Checklist list, Wording wording, StringBuilder out) {
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
        .forEach(item -> item(item, out));
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

  private static void item(ItemView item, StringBuilder out) {
    line(
        out,
        "%s %s  [%s]  %s".formatted(sign(item.urgency()), item.title(), item.rule(), item.where()));
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
