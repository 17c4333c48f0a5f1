package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.account.NoSuchAccountException;
import io.todoku.account.VisibleAccounts;
import io.todoku.checklist.FixPage.FixAccountView;
import io.todoku.checklist.FixPages.FixQuery;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.scan.Scans;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Serves the page on which the findings of one rule or cause are fixed in many accounts. */
@Controller
@RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
@RequestMapping("/fix")
class FixController {

  private final FixPages pages;
  private final VisibleAccounts accounts;
  private final FixDecisions decisions;
  private final Scans scans;
  private final MessageSource messages;

  FixController(
      FixPages pages,
      VisibleAccounts accounts,
      FixDecisions decisions,
      Scans scans,
      MessageSource messages) {
    this.pages = pages;
    this.accounts = accounts;
    this.decisions = decisions;
    this.scans = scans;
    this.messages = messages;
  }

  @GetMapping
  String show(
      @RequestParam @Nullable String rule,
      @RequestParam @Nullable String cause,
      @RequestParam @Nullable String client,
      @RequestParam @Nullable String account,
      @RequestParam(defaultValue = "0") int from,
      Model model,
      Locale locale) {
    FixQuery query = FixQuery.of(rule, cause, client, account);
    FixPage page = pages.of(query, locale);
    ItemPage<FixAccountView> shown = ItemPage.of("ACCOUNTS", true, page.accounts(), from);
    model.addAttribute("query", query);
    model.addAttribute("fix", page);
    model.addAttribute("page", shown);
    model.addAttribute("address", query.address());
    model.addAttribute(
        "clients",
        Stream.concat(accounts.all().stream().map(Account::client), Stream.of(query.client()))
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted()
            .toList());
    return "fix";
  }

  /**
   * A block as a file; the page with status 404 where it is no longer needed.
   *
   * @param kind of the block, which no other block of the page has
   * @param block its place among the blocks, as links of earlier releases have it instead
   */
  @GetMapping("/download")
  Object download(
      @RequestParam @Nullable String rule,
      @RequestParam @Nullable String cause,
      @RequestParam @Nullable String client,
      @RequestParam @Nullable String account,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam @Nullable Integer block,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    FixQuery query = FixQuery.of(rule, cause, client, account);
    List<FixBlock> blocks = pages.of(query, locale).blocks();
    Optional<FixBlock> chosen =
        block == null
            ? blocks.stream().filter(one -> one.kind().equals(kind)).findFirst()
            : blocks.stream().skip(Math.max(0, block)).findFirst();
    if (chosen.isEmpty()) {
      response.setStatus(HttpStatus.NOT_FOUND.value());
      model.addAttribute("problem", messages.getMessage("fix.block-gone", null, locale));
      return show(rule, cause, client, account, 0, model, locale);
    }
    return file(chosen.get(), query);
  }

  private static ResponseEntity<byte[]> file(FixBlock chosen, FixQuery query) {
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(chosen.fileName(query.subject()))
                .build()
                .toString())
        .body((chosen.text() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Marks findings as done, or takes the marks back.
   *
   * @param finding of each the account's id, a blank, and the key of the resource
   * @param action {@code mark} or {@code unmark}
   * @param from how many accounts come before on the page that one returns to
   */
  @Audited("finding.mark-done")
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
  @PostMapping("/done")
  String mark(
      @RequestParam String rule,
      @RequestParam @Nullable String client,
      @RequestParam @Nullable String account,
      @RequestParam(defaultValue = "0") int from,
      @RequestParam(defaultValue = "") List<String> finding,
      @RequestParam String action,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    List<ChosenFinding> chosen = ChosenFinding.of(finding);
    try {
      if (chosen.isEmpty()) {
        redirect.addFlashAttribute("problem", messages.getMessage("fix.none", null, locale));
      } else if (action.equals("unmark")) {
        decisions.unmark(rule, chosen);
      } else {
        decisions.mark(rule, chosen, user.getName());
      }
    } catch (InvalidInputException problem) {
      redirect.addFlashAttribute("problem", messages.getMessage(problem, locale));
    } catch (NoSuchAccountException gone) {
      redirect.addFlashAttribute("problem", messages.getMessage("fix.account-gone", null, locale));
    }
    return "redirect:" + FixQuery.of(rule, null, client, account).address(from);
  }

  /** Scans the accounts of the chosen findings; all that are shown where none is chosen. */
  @Audited("scan.start")
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
  @PostMapping("/scans")
  String scan(
      @RequestParam @Nullable String rule,
      @RequestParam @Nullable String cause,
      @RequestParam @Nullable String client,
      @RequestParam @Nullable String account,
      @RequestParam(defaultValue = "") List<String> finding,
      Locale locale,
      RedirectAttributes redirect) {
    FixQuery query = FixQuery.of(rule, cause, client, account);
    List<String> chosen = finding.stream().map(key -> key.split(" ", 2)[0]).distinct().toList();
    List<Account> scannable =
        (chosen.isEmpty() ? pages.of(query, locale).scannable() : chosen)
            .stream()
                .flatMap(id -> accounts.find(id).stream())
                .filter(Account::hasAwsAccess)
                .toList();
    if (scannable.isEmpty()) {
      redirect.addFlashAttribute(
          "problem", messages.getMessage("dashboard.selection.recorded", null, locale));
      return "redirect:" + query.address();
    }
    return "redirect:/scans/" + scans.start(scannable).run();
  }
}
