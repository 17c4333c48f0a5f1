package io.todoku.checklist;

import io.todoku.checklist.DashboardRow.Sort;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts the dashboard shows, as its address says. What the address leaves out is null for
 * the constructor only.
 *
 * @param client the only client to show; blank: all. The same for the next three
 * @param readiness name of a {@link DashboardRow.State}
 * @param rule id of a rule with open findings
 * @param q text that the name, client or id must contain; blank: any
 * @param sort one of {@link Sort} in lower case
 * @param from how many accounts come before
 */
record DashboardFilter(
    String client,
    String environment,
    String readiness,
    String rule,
    String q,
    String sort,
    Integer from) {

  DashboardFilter {
    client = Objects.requireNonNullElse(client, "");
    environment = Objects.requireNonNullElse(environment, "");
    readiness = Objects.requireNonNullElse(readiness, "");
    rule = Objects.requireNonNullElse(rule, "");
    q = Objects.requireNonNullElse(q, "").strip();
    sort = sorted(sort).name().toLowerCase(Locale.ROOT);
    from = Math.max(0, Objects.requireNonNullElse(from, 0));
  }

  private static Sort sorted(@Nullable String name) {
    return Arrays.stream(Sort.values())
        .filter(sort -> sort.name().equalsIgnoreCase(name))
        .findFirst()
        .orElse(Sort.URGENCY);
  }

  Sort order() {
    return sorted(sort);
  }

  /** Whether only some of the accounts are shown. */
  public boolean filtered() {
    return !(client + environment + readiness + rule + q).isEmpty();
  }

  boolean matches(DashboardRow row) {
    return matchesAllBut("", row);
  }

  /** Whether the account is shown if one of the choices is left open. */
  boolean matchesAllBut(String open, DashboardRow row) {
    return (open.equals("client") || matchesValue(client, row.client()))
        && (open.equals("environment") || matchesValue(environment, row.environment()))
        && (open.equals("readiness") || matchesValue(readiness, row.state().name()))
        && (open.equals("rule") || rule.isEmpty() || row.openRules().containsKey(rule))
        && matchesText(row);
  }

  private boolean matchesText(DashboardRow row) {
    String text = (row.name() + " " + row.client() + " " + row.id()).toLowerCase(Locale.ROOT);
    return text.contains(q.toLowerCase(Locale.ROOT));
  }

  private static boolean matchesValue(String wanted, String value) {
    return wanted.isEmpty() || wanted.equals(value);
  }

  /**
   * The query of the address of the page that shows the same but for one thing, from its beginning.
   *
   * @param value blank: any
   * @return with its question mark; empty for all accounts
   */
  public String with(String name, String value) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client", client);
    parameters.put("environment", environment);
    parameters.put("readiness", readiness);
    parameters.put("rule", rule);
    parameters.put("q", q);
    parameters.put("sort", order() == Sort.URGENCY ? "" : sort);
    parameters.put(name, value);
    return QueryString.of(parameters);
  }

  /** The same for another page of the list. */
  public String page(int first) {
    return with("from", first == 0 ? "" : String.valueOf(first));
  }
}
