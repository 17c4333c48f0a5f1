package io.todoku.intake;

import io.todoku.account.Account;
import io.todoku.history.AccountHistory;
import io.todoku.history.AccountHistory.FinishedScan;
import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.intake.SnapshotImport.ImportReview;
import io.todoku.intake.UnconfirmedImportException.ImportConcern;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFormatException;
import io.todoku.web.FlashMessages;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Two ways to begin without an AWS account at hand: a snapshot from a file, the sample. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
class IntakeController {

  private static final DateTimeFormatter DATE_FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private final SnapshotReader reader;
  private final SnapshotImport snapshotImport;
  private final PendingImports pending;
  private final AccountHistory history;
  private final SampleWorkspace sample;
  private final FlashMessages messages;
  private final CurrentUser currentUser;

  IntakeController(
      SnapshotReader reader,
      SnapshotImport snapshotImport,
      PendingImports pending,
      AccountHistory history,
      SampleWorkspace sample,
      FlashMessages messages,
      CurrentUser currentUser) {
    this.currentUser = currentUser;
    this.reader = reader;
    this.pending = pending;
    this.history = history;
    this.snapshotImport = snapshotImport;
    this.sample = sample;
    this.messages = messages;
  }

  @Audited("snapshot.import")
  @PostMapping("/snapshots")
  String importSnapshot(
      @RequestParam(required = false) @Nullable MultipartFile file,
      HttpServletRequest request,
      Locale locale,
      RedirectAttributes redirect)
      throws IOException {
    if (file == null) {
      messages.addProblem(redirect, locale, "import.problem.NO_SNAPSHOT");
      return "redirect:/accounts";
    }
    try (var in = file.getInputStream()) {
      ReceivedSnapshot received =
          reader.read(in, file.getOriginalFilename(), request.getRemoteAddr());
      try {
        return importInto(received, false, locale, redirect);
      } catch (UnconfirmedImportException unconfirmed) {
        AuditTrail.notDone();
        return "redirect:/snapshots/" + pending.keep(received);
      }
    } catch (ForeignSnapshotException foreign) {
      messages.addProblem(redirect, locale, "import.problem.FOREIGN");
      return "redirect:/accounts";
    } catch (SnapshotFormatException wrong) {
      messages.addProblem(redirect, locale, "import.problem." + wrong.problem(), wrong);
      return "redirect:/accounts";
    }
  }

  private String importInto(
      ReceivedSnapshot received, boolean confirmed, Locale locale, RedirectAttributes redirect) {
    Account account =
        snapshotImport.importSnapshot(received, currentUser.access().clients(), confirmed);
    String name = AccountFacts.title(account.client(), account.name());
    messages.addDone(
        redirect,
        locale,
        "done.imported",
        name,
        DATE_FORMAT.format(received.snapshot().finishedAt()));
    return "redirect:/accounts/" + account.id();
  }

  /** What the file would replace, to be confirmed by the person who sent it. */
  @GetMapping("/snapshots/{id}")
  String pendingImport(@PathVariable UUID id, Model model) {
    ReceivedSnapshot received = get(id);
    ImportReview review = snapshotImport.review(received, currentUser.access().clients());
    Snapshot snapshot = received.snapshot();
    model.addAttribute("id", id);
    Account account = review.account();
    model.addAttribute("account", account);
    model.addAttribute("accountTitle", AccountFacts.title(account.client(), account.name()));
    model.addAttribute("concerns", review.concerns());
    model.addAttribute("described", snapshot.account());
    model.addAttribute("collectedAt", snapshot.finishedAt());
    model.addAttribute(
        "shownAt",
        history.finishedScans(account.id()).stream()
            .findFirst()
            .map(FinishedScan::finishedAt)
            .orElse(null));
    model.addAttribute("origin", received.origin());
    return "import";
  }

  @Audited("snapshot.import")
  @PostMapping("/snapshots/{id}")
  String confirmImport(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") Set<ImportConcern> concern,
      Locale locale,
      RedirectAttributes redirect) {
    ReceivedSnapshot received = get(id);
    ImportReview review = snapshotImport.review(received, currentUser.access().clients());
    if (!concern.containsAll(review.concerns())) {
      AuditTrail.notDone();
      return "redirect:/snapshots/" + id; // the account was changed since the page was shown
    }
    if (!pending.remove(id)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return importInto(received, true, locale, redirect);
  }

  private ReceivedSnapshot get(UUID id) {
    return reader
        .readPending(pending, id)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  @Audited("sample.add")
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
  @PostMapping("/sample")
  String openSample() {
    sample.addSample();
    return "redirect:/";
  }

  @Audited("sample.remove")
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
  @PostMapping("/sample/remove")
  String removeSample(Locale locale, RedirectAttributes redirect) {
    sample.removeSample();
    messages.addDone(redirect, locale, "done.sample.removed");
    return "redirect:/accounts";
  }
}
