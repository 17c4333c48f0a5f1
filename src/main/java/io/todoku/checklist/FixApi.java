package io.todoku.checklist;

import io.todoku.checklist.FixPage.FixItemView;
import io.todoku.checklist.FixPages.FixQuery;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The open findings of one rule or cause in many accounts, for automation. */
@RestController
@RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
@RequestMapping("/api/v1/fix")
class FixApi {

  /**
   * What is to be fixed.
   *
   * @param findings how many they are
   * @param leftOut how many more accounts have such findings: too many for one answer
   * @param steps what helps all of them; empty where each has steps of its own
   */
  record FixJson(
      @Nullable String rule,
      @Nullable String cause,
      String title,
      int findings,
      int leftOut,
      List<String> steps,
      List<FixBlockJson> blocks,
      List<FixAccountJson> accounts) {}

  /**
   * What is to be pasted for many findings.
   *
   * @param file a name for it
   */
  record FixBlockJson(String kind, String file, int accounts, String text) {}

  /** An account; {@code summary} and {@code hides} are about the cause, where one was asked for. */
  record FixAccountJson(
      String id,
      String title,
      Instant scannedAt,
      @Nullable String summary,
      int hides,
      List<FixFindingJson> findings) {}

  /**
   * A finding.
   *
   * @param cause id of what hides it; null where it is known or a person can answer it
   * @param done who did what it asks for; null where nobody said so
   */
  record FixFindingJson(
      String resource,
      @Nullable String region,
      @Nullable String address,
      String verdict,
      String summary,
      Instant firstSeen,
      @Nullable String cause,
      @Nullable DoneJson done) {

    static FixFindingJson of(FixItemView view) {
      return new FixFindingJson(
          view.item().key(),
          view.item().region(),
          view.item().address(),
          view.item().verdict(),
          view.item().summary(),
          view.item().firstSeen(),
          view.cause(),
          view.done() == null
              ? null
              : new DoneJson(view.done().author(), view.done().markedAt(), view.foundAgain()));
    }
  }

  /**
   * A person's mark.
   *
   * @param foundAgain whether a scan found the finding after it
   */
  record DoneJson(String author, Instant at, boolean foundAgain) {}

  private final FixPages pages;

  FixApi(FixPages pages) {
    this.pages = pages;
  }

  @GetMapping
  FixJson show(
      @RequestParam @Nullable String rule,
      @RequestParam @Nullable String cause,
      @RequestParam @Nullable String client,
      @RequestParam @Nullable String account,
      Locale locale) {
    FixQuery query = FixQuery.of(rule, cause, client, account);
    FixPage page = pages.of(query, locale);
    return new FixJson(
        rule,
        cause,
        page.title(),
        page.findings(),
        page.leftOut(),
        page.steps(),
        page.blocks().stream()
            .map(block ->
                new FixBlockJson(
                    block.kind(), block.fileName(query.subject()), block.accounts(), block.text()))
            .toList(),
        page.accounts().stream()
            .map(own ->
                new FixAccountJson(
                    own.id(),
                    own.title(),
                    own.scannedAt(),
                    query.rule().isEmpty() ? own.causes().getFirst().sentence() : null,
                    query.rule().isEmpty() ? own.causes().getFirst().hides() : 0,
                    own.items().stream().map(FixFindingJson::of).toList()))
            .toList());
  }
}
