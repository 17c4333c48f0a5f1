package io.todoku.account;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Returns from a decision to the finding on the account's checklist that it was made for. */
final class ChecklistRedirect {

  private ChecklistRedirect() {}

  /**
   * @param back the query of the checklist page that the decision was made on, with its question
   *     mark; anything else leads to the whole checklist
   * @param resource the key of the finding's resource; empty: the top of the checklist
   */
  static String toFinding(String accountId, String back, @Nullable String rule, String resource) {
    String page = "redirect:/accounts/" + accountId + (isQuery(back) ? back : "");
    return resource.isEmpty()
        ? page
        : page + "#" + UriUtils.encode(rule + "/" + resource, StandardCharsets.UTF_8);
  }

  /** Whether it is a query and nothing more; {@code {}} would be replaced by Spring. */
  private static boolean isQuery(String back) {
    return back.matches("\\?[A-Za-z0-9._~%&=+-]{1,2000}");
  }
}
