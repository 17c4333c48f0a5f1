package io.todoku.notify;

import java.util.regex.Pattern;

/**
 * Writes texts for Backlog by the text formatting rule of a project (support-ja.backlog.com, "Rules
 * for formatting texts"). What comes from outside stands in blocks of code, the one place where
 * neither rule reads markup.
 */
enum BacklogText {
  /** Backlog's own notation. */
  NOTATION {
    @Override
    String literal(String text) {
      return "{code}\n" + CODE_TAG.matcher(text).replaceAll("{ $1") + "\n{/code}";
    }
  },
  MARKDOWN {
    @Override
    String literal(String text) {
      int longest =
          FENCE.matcher(text).results().mapToInt(run -> run.group().length()).max().orElse(0);
      String fence = "`".repeat(Math.max(3, longest + 1));
      return fence + "\n" + text + "\n" + fence;
    }
  };

  private static final Pattern CODE_TAG =
      Pattern.compile("\\{(\\s*/?\\s*code)", Pattern.CASE_INSENSITIVE);
  private static final Pattern FENCE = Pattern.compile("`+");

  /** A text of one or more lines that is shown as it is. */
  abstract String literal(String text);

  String comment(String text) {
    return literal(text);
  }

  /** The link and the footer are of Todoku alone and stay readable as text. */
  String description(TicketText text) {
    StringBuilder found = new StringBuilder(String.join("\n\n", text.paragraphs()));
    if (!text.steps().isEmpty()) {
      found.append("\n\n").append(text.stepsHeading());
      text.steps().forEach(step -> found.append("\n- ").append(step));
    }
    StringBuilder description = new StringBuilder(literal(found.toString())).append("\n\n");
    if (text.link() != null) {
      description.append(text.link()).append("\n\n");
    }
    return description.append(text.footer()).toString();
  }
}
