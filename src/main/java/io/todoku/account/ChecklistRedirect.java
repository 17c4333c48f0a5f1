package io.todoku.account;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Returns from a decision to the page of the account, and the finding, that it was made on. */
final class ChecklistRedirect {

  private static final String QUERY = "\\?[A-Za-z0-9._~%&=+-]{1,2000}";

  private static final String RESOURCE_PAGE =
      "/(addresses|domains|servers)/[A-Za-z0-9._~%:-]{1,300}";

  private ChecklistRedirect() {}

  /**
   * @param back the query of the checklist page that the decision was made on, with its question
   *     mark, or the path of another page of the account below it, with its slash; anything else
   *     leads to the whole checklist
   * @param resource the key of the finding's resource; empty: the top of the checklist
   */
  static String toFinding(String accountId, String back, @Nullable String rule, String resource) {
    String page = "redirect:/accounts/" + accountId + (isBelowAccount(back) ? back : "");
    return resource.isEmpty()
        ? page
        : page + "#" + UriUtils.encode(rule + "/" + resource, StandardCharsets.UTF_8);
  }

  /**
   * @param row the id of a row of the checklist: the one that the decision was refused in, or the
   *     next one; empty: the top of the page
   */
  static String toRow(String accountId, String back, String row) {
    return toFinding(accountId, back, null, "")
        + (row.isEmpty() ? "" : "#" + UriUtils.encode(row, StandardCharsets.UTF_8));
  }

  /** Whether it leads to a page of the account; {@code {}} would be replaced by Spring. */
  private static boolean isBelowAccount(String back) {
    return back.matches(RESOURCE_PAGE + "|(/finding)?" + QUERY);
  }
}
