package io.todoku.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a ticket in one language, not yet in the form of a tracker.
 *
 * @param title one line of at most {@value #MAX_TITLE} characters, which Jira and Backlog take
 * @param paragraphs what was found, and where
 * @param steps what to do; may be empty
 * @param stepsHeading stands before the steps
 * @param link to the page that shows it; null where {@code todoku.public-url} is not set
 * @param footer says who keeps the ticket, with its marker
 */
record TicketText(
    String title,
    List<String> paragraphs,
    String stepsHeading,
    List<String> steps,
    @Nullable String link,
    String footer) {

  static final int MAX_TITLE = 250;

  TicketText {
    title = title.length() > MAX_TITLE ? title.substring(0, MAX_TITLE - 1) + "…" : title;
  }
}
