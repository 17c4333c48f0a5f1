package io.todoku;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The only list of the pages of the application. What opens every page walks it, and a test
 * compares it with the mappings of the controllers, so that no page is forgotten.
 */
final class PageList {

  private static final String SAMPLE = "222222222222";

  /** Mappings for GET that answer with a file, a part of a page, a stream or a redirect. */
  static final Set<String> NO_PAGES =
      Set.of(
          "/.well-known/security.txt",
          "/accounts/{id}/addresses/{address}/picture",
          "/accounts/{id}/report",
          "/fix/download",
          "/reports/{id}/file",
          "/runbooks/{id}/document",
          "/runbooks/{id}/looking",
          "/scans/{id}/events",
          "/schemas/{name}.schema.json",
          "/settings/audit/export",
          "/settings/schedules/times",
          "/sign-in/second-factor",
          "/sign-in/with/oidc",
          "/sign-in/with/oidc/out");

  /**
   * A page.
   *
   * @param name of its picture
   * @param pattern of its mapping
   * @param path with a placeholder such as {@code {run}} for each id that is only known at run time
   */
  record ListedPage(String name, String pattern, String path) {}

  private static final List<ListedPage> PAGES =
      List.of(
          page("first", "/", "/"),
          page("accounts", "/accounts"),
          page(
              "accounts-filtered", "/accounts", "/accounts?readiness=NOT_READY&rule=ptr-matches-a"),
          page("account-new", "/accounts/new"),
          page("account", "/accounts/{id}", "/accounts/" + SAMPLE),
          page("account-all", "/accounts/{id}", "/accounts/" + SAMPLE + "?show=all"),
          page("account-questions", "/accounts/{id}", "/accounts/333333333333"),
          page("account-scanned", "/accounts/{id}", "/accounts/{scanned}"),
          page("account-failed", "/accounts/{id}", "/accounts/{failed}"),
          page("account-edit", "/accounts/{id}/edit", "/accounts/{scanned}/edit"),
          page("account-role", "/accounts/{id}/role", "/accounts/{scanned}/role"),
          page("import", "/snapshots/{id}", "/snapshots/{pending}"),
          page("account-remove", "/accounts/{id}/remove", "/accounts/{scanned}/remove"),
          page("history", "/accounts/{id}/history", "/accounts/{scanned}/history"),
          page("addresses", "/accounts/{id}/addresses", "/accounts/" + SAMPLE + "/addresses"),
          page(
              "address",
              "/accounts/{id}/addresses/{address}",
              "/accounts/" + SAMPLE + "/addresses/203.0.113.40"),
          page(
              "domain",
              "/accounts/{id}/domains/{domain}",
              "/accounts/" + SAMPLE + "/domains/example.com"),
          page(
              "server",
              "/accounts/{id}/servers/{instanceId}",
              "/accounts/" + SAMPLE + "/servers/i-03mail"),
          page(
              "finding",
              "/accounts/{id}/finding",
              "/accounts/"
                  + SAMPLE
                  + "/finding?rule=ptr-matches-a&resource=address/ap-northeast-1/203.0.113.40"),
          page("fix", "/fix", "/fix?rule=ptr-matches-a"),
          page("policy", "/policy"),
          page("quiet", "/settings/quiet"),
          page("account-import", "/accounts/import"),
          page("account-roles", "/accounts/roles"),
          page("account-role-planned", "/accounts/role", "/accounts/role?client=Example"),
          page("organizations", "/organizations"),
          page("organization", "/organizations/{id}", "/organizations/{organization}"),
          page(
              "organization-roles",
              "/organizations/{id}/roles",
              "/organizations/{organization}/roles"),
          page("rules", "/rules"),
          page("rule", "/rules/{id}", "/rules/ptr-matches-a"),
          page("reports", "/reports"),
          page("report-new", "/reports/new", "/reports/new?account=" + SAMPLE),
          page("runbooks", "/runbooks"),
          page("runbook-new", "/runbooks/new", "/runbooks/new?domain=example.com"),
          page("runbook", "/runbooks/{id}", "/runbooks/{runbook}"),
          page("runbook-edit", "/runbooks/{id}/edit", "/runbooks/{runbook}/edit"),
          page("scan", "/scans/{id}", "/scans/{run}"),
          page(
              "recheck", "/accounts/{id}/rechecks/{run}", "/accounts/{scanned}/rechecks/{recheck}"),
          page("rechecks", "/rechecks", "/rechecks?of={scanned}_{recheck}"),
          page("search", "/search"),
          page("search-hits", "/search", "/search?q=example"),
          page("letterhead", "/settings/letterhead"),
          page("monthly-reports", "/settings/monthly-reports"),
          page("monthly-report-new", "/settings/monthly-reports/new"),
          page(
              "monthly-report",
              "/settings/monthly-reports/{id}",
              "/settings/monthly-reports/{monthly}"),
          page("channels", "/settings/notifications"),
          page(
              "channel-new",
              "/settings/notifications/new",
              "/settings/notifications/new?kind=email"),
          page("channel", "/settings/notifications/{id}", "/settings/notifications/{channel}"),
          page("schedules", "/settings/schedules"),
          page("schedule-new", "/settings/schedules/new"),
          page("schedule", "/settings/schedules/{id}", "/settings/schedules/{schedule}"),
          page("users", "/settings/users"),
          page("user", "/settings/users/{id}", "/settings/users/{user}"),
          page("audit", "/settings/audit", "/settings/audit?check=true"),
          page("profile", "/profile"),
          page("second-factor-setup", "/profile/second-factor"),
          page("confirmation", "/profile/confirmation"),
          page("tokens", "/profile/tokens"),
          page("tokens-all", "/settings/tokens"),
          page("api-reference", "/api-reference"),
          page("api-operation", "/api-reference/{operation}", "/api-reference/addAccount"),
          page("problem", "/problems/{name}", "/problems/unknown-field"),
          page("sign-in", "/sign-in"));

  /** Pages that say that there is no such page, and are answered by a status from 400. */
  static final List<ListedPage> REFUSALS =
      List.of(
          page("missing", "/error", "/nowhere"),
          page("sign-in-void", "/sign-in", "/sign-in?token=used"),
          page("password-link-void", "/sign-in/link", "/sign-in/link?token=used"));

  private PageList() {}

  private static ListedPage page(String name, String path) {
    return page(name, path, path);
  }

  private static ListedPage page(String name, String pattern, String path) {
    return new ListedPage(name, pattern, path);
  }

  /**
   * @param ids by the placeholders of the paths
   */
  static List<ListedPage> with(Map<String, String> ids) {
    return PAGES.stream()
        .map(page -> {
          String path = page.path();
          for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
          }
          return page(page.name(), page.pattern(), path);
        })
        .toList();
  }

  static List<String> patterns() {
    return Stream.concat(PAGES.stream(), REFUSALS.stream())
        .map(ListedPage::pattern)
        .distinct()
        .toList();
  }
}
