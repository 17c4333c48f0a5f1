package io.todoku.search;

import io.todoku.rule.Finding;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** The pages that search results lead to, as paths within the application. */
final class SearchLinks {

  private SearchLinks() {}

  static String of(SearchEntry entry) {
    return switch (entry.kind()) {
      case ADDRESS -> address(entry.accountId(), entry.label());
      case HOST ->
          entry.address() == null
              ? checklist(entry.accountId(), "", entry.label())
              : address(entry.accountId(), entry.address());
      case DOMAIN -> domain(entry.accountId(), entry.label());
      case INSTANCE -> "/accounts/" + entry.accountId() + "/servers/" + encode(entry.label());
      case DATABASE -> checklist(entry.accountId(), "databases", entry.label());
      case ACCOUNT -> "/accounts/" + entry.accountId();
      case CLIENT -> "/accounts?client=" + encode(entry.label());
      case RULE -> "/rules/" + entry.label();
    };
  }

  static String address(@Nullable String accountId, String address) {
    return "/accounts/" + accountId + "/addresses/" + encode(address);
  }

  /** Where a person can override what an address does. */
  static String override(@Nullable String accountId, String address) {
    return address(accountId, address) + "#override";
  }

  static String domain(@Nullable String accountId, String domain) {
    return "/accounts/" + accountId + "/domains/" + encode(domain);
  }

  /** The row of a finding on the account's page, unfolded. */
  static String finding(String accountId, Finding finding) {
    String row = encode(finding.rule() + "/" + finding.resource().key());
    return "/accounts/" + accountId + "?rule=" + finding.rule() + "&open=" + row + "#" + row;
  }

  private static String checklist(@Nullable String accountId, String area, String text) {
    return "/accounts/"
        + accountId
        + "?show=all"
        + (area.isEmpty() ? "" : "&area=" + area)
        + "&q="
        + encode(text);
  }

  private static String encode(String text) {
    return UriUtils.encode(text, StandardCharsets.UTF_8);
  }
}
