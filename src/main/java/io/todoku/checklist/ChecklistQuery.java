package io.todoku.checklist;

import io.todoku.checklist.Checklist.Urgency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a reader wants to see of a checklist, as the address of its page says. Spring gives null for
 * what the address leaves out; the components are never null.
 *
 * @param show {@code all} unfolds what needs nobody; anything else does not
 * @param area id of the only area to show; blank: all
 * @param part the only section to show: an urgency; blank: all
 * @param cause id of the only cause to show, with what it hides; blank: all
 * @param rule id of the only rule to show, with a row for each of its findings; blank: all
 * @param q text that a row must contain; blank: any
 * @param open id of the row to unfold; blank: the first
 * @param from how many rows of a long list come before
 */
record ChecklistQuery(
    String show,
    String area,
    String part,
    String cause,
    String rule,
    String q,
    String open,
    Integer from) {

  ChecklistQuery {
    show = "all".equals(show) ? "all" : "todo";
    area = Objects.requireNonNullElse(area, "");
    part = Objects.requireNonNullElse(part, "");
    cause = Objects.requireNonNullElse(cause, "");
    rule = Objects.requireNonNullElse(rule, "");
    q = Objects.requireNonNullElse(q, "").strip();
    open = Objects.requireNonNullElse(open, "");
    from = Math.max(0, Objects.requireNonNullElse(from, 0));
  }

  /** Whether everything that waits for nobody is unfolded. */
  public boolean everything() {
    return "all".equals(show);
  }

  /** Whether only some of the rows are shown. */
  public boolean filtered() {
    return !(area + part + cause + rule + q).isEmpty();
  }

  /** Whether each finding has a row of its own. */
  boolean ungrouped() {
    return !(part + cause + rule).isEmpty();
  }

  /** Whether the section of this urgency is shown. */
  boolean shows(Urgency urgency) {
    return part.isEmpty() || part.equals(urgency.name());
  }

  /**
   * The query of the address of the page that shows the same but for one thing, from its beginning.
   *
   * @param value blank: any
   * @return with its question mark; empty for the whole checklist
   */
  public String with(String name, String value) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("show", everything() ? "all" : "");
    parameters.put("area", area);
    parameters.put("part", part);
    parameters.put("cause", cause);
    parameters.put("rule", rule);
    parameters.put("q", q);
    parameters.put(name, value);
    return QueryString.of(parameters);
  }

  /** The same for another page of a long list. */
  public String page(String sectionId, int first) {
    String section = with("part", sectionId.equals(ChecklistPage.ROWS) ? part : sectionId);
    return section + (section.isEmpty() ? "?" : "&") + "from=" + first;
  }
}
