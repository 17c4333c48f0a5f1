package io.todoku.scan;

import io.todoku.rule.Finding;
import io.todoku.rule.Verdict;
import io.todoku.scan.RunView.AccountProgress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What is certain of an account of a run, as the page shows it.
 *
 * @param name of the account; empty where the run has no other
 * @param ended whether its scan has ended, so that its page has all of it
 * @param more how many findings are not among the rows
 */
record FoundSection(
    String account,
    String name,
    boolean ended,
    int toFix,
    int toConsider,
    int fine,
    int notKnown,
    List<FoundRow> rows,
    int more) {

  /** Few rows of each where a run has many accounts, for the page is to be loaded at once. */
  private static final int FEW_ACCOUNTS = 5;

  private static final int MANY_ROWS = 50;
  private static final int FEW_ROWS = 10;

  /**
   * A finding.
   *
   * @param id by which the page recognises it
   * @param page of the finding, once its scan has ended; the events of a run know no request to
   *     make it from
   */
  record FoundRow(String id, Verdict verdict, String sentence, String page) {}

  /** The sections of a running run: of each account of which something was judged. */
  static List<FoundSection> of(RunView run, MessageSource messages, Locale locale) {
    int limit = run.accounts().size() <= FEW_ACCOUNTS ? MANY_ROWS : FEW_ROWS;
    return run.accounts().stream()
        .filter(account -> account.soFar() != null)
        .map(account ->
            of(account, run.accounts().size() > 1 ? account.name() : "", limit, messages, locale))
        .toList();
  }

  private static FoundSection of(
      AccountProgress account, String name, int limit, MessageSource messages, Locale locale) {
    FindingsSoFar soFar = Objects.requireNonNull(account.soFar());
    return new FoundSection(
        account.id(),
        name,
        account.outcome() != null,
        soFar.toFix(),
        soFar.toConsider(),
        soFar.fine(),
        account.running() ? soFar.notKnown() : 0,
        soFar.toDo().stream()
            .limit(limit)
            .map(finding -> row(account.id(), finding, messages, locale))
            .toList(),
        Math.max(0, soFar.toDo().size() - limit));
  }

  private static FoundRow row(
      String account, Finding finding, MessageSource messages, Locale locale) {
    byte[] name = (account + " " + FindingsSoFar.key(finding)).getBytes(StandardCharsets.UTF_8);
    return new FoundRow(
        "f-" + UUID.nameUUIDFromBytes(name),
        finding.verdict(),
        finding.summary().in(messages, locale),
        UriComponentsBuilder.fromPath("/accounts/{id}/finding")
            .queryParam("rule", "{rule}")
            .queryParam("resource", "{resource}")
            .encode()
            .buildAndExpand(account, finding.rule(), finding.resource().key())
            .toUriString());
  }
}
