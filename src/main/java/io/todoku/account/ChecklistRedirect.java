package io.todoku.account;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Returns from a decision to the finding on the account's checklist that it was made for. */
final class ChecklistRedirect {

  private ChecklistRedirect() {}

  /**
   * @param resource the key of the finding's resource; empty: the top of the checklist
   */
  static String toFinding(String accountId, @Nullable String rule, String resource) {
    String page = "redirect:/accounts/" + accountId;
    return resource.isEmpty()
        ? page
        : page + "#" + UriUtils.encode(rule + "/" + resource, StandardCharsets.UTF_8);
  }
}
