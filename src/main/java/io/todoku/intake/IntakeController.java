package io.todoku.intake;

import io.todoku.account.Account;
import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFormatException;
import io.todoku.web.FlashMessages;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Two ways to begin without an AWS account at hand: a snapshot from a file, the sample. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
class IntakeController {

  private static final DateTimeFormatter DATE_FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private final SnapshotReader reader;
  private final SnapshotImport snapshotImport;
  private final SampleWorkspace sample;
  private final FlashMessages messages;
  private final CurrentUser currentUser;

  IntakeController(
      SnapshotReader reader,
      SnapshotImport snapshotImport,
      SampleWorkspace sample,
      FlashMessages messages,
      CurrentUser currentUser) {
    this.currentUser = currentUser;
    this.reader = reader;
    this.snapshotImport = snapshotImport;
    this.sample = sample;
    this.messages = messages;
  }

  @Audited("snapshot.import")
  @PostMapping("/snapshots")
  String importSnapshot(
      @RequestParam(required = false) @Nullable MultipartFile file,
      Locale locale,
      RedirectAttributes redirect)
      throws IOException {
    if (file == null) {
      messages.addProblem(redirect, locale, "import.problem.NO_SNAPSHOT");
      return "redirect:/accounts";
    }
    try (var in = file.getInputStream()) {
      Snapshot snapshot = reader.read(in);
      Account account = snapshotImport.importSnapshot(snapshot, currentUser.access().clients());
      String name = AccountFacts.title(account.client(), account.name());
      messages.addDone(
          redirect, locale, "done.imported", name, DATE_FORMAT.format(snapshot.finishedAt()));
      return "redirect:/accounts/" + account.id();
    } catch (ForeignSnapshotException foreign) {
      messages.addProblem(redirect, locale, "import.problem.FOREIGN");
      return "redirect:/accounts";
    } catch (SnapshotFormatException wrong) {
      messages.addProblem(redirect, locale, "import.problem." + wrong.problem(), wrong);
      return "redirect:/accounts";
    }
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
