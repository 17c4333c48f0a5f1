package io.todoku.onboarding;

import io.todoku.account.Account;
import io.todoku.account.AccountAddition;
import io.todoku.account.NewAccounts;
import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.NotAudited;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.web.FlashMessages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page that adds the accounts of a CSV file, all of them or none. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
class AccountImportController {

  /** What spreadsheets in Japan write where they do not write UTF-8. */
  private static final Charset JAPANESE = Charset.forName("windows-31j");

  private final NewAccounts newAccounts;
  private final FlashMessages flashMessages;

  AccountImportController(NewAccounts newAccounts, FlashMessages flashMessages) {
    this.newAccounts = newAccounts;
    this.flashMessages = flashMessages;
  }

  @GetMapping("/accounts/import")
  String form(Model model) {
    model.addAttribute("text", "");
    return "account-import";
  }

  /** Shows what the lines would add; nothing is stored. */
  @NotAudited
  @PostMapping("/accounts/import")
  String check(
      @RequestParam(defaultValue = "") String text,
      @RequestParam(required = false) @Nullable MultipartFile file,
      Model model)
      throws IOException {
    String content =
        file == null || file.isEmpty()
            ? text
            : decode(file.getInputStream().readNBytes(maxBytes()));
    return show(model, content, CsvAccounts.parse(content));
  }

  /**
   * Adds all that the lines name and that is not here yet; nothing where a line is wrong. Answers
   * 201 where an account was added.
   */
  @Audited("account.add-many")
  @PostMapping("/accounts/import/add")
  String add(
      @RequestParam(defaultValue = "") String text,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    CsvAccounts csv = CsvAccounts.parse(text);
    if (!csv.isValid()) {
      return show(model, text, csv);
    }
    List<AccountAddition> additions = newAccounts.addMissing(accounts(csv));
    List<String> added =
        additions.stream()
            .filter(AccountAddition::isAdded)
            .map(addition -> addition.account().id())
            .toList();
    AuditTrail.doneInPart(!added.isEmpty());
    flashMessages.addDone(
        redirect, locale, "onboarding.result", added.size(), additions.size() - added.size());
    return "redirect:"
        + (added.isEmpty()
            ? "/accounts/import"
            : AccountRolesController.address("/accounts/roles", added));
  }

  private String show(Model model, String text, CsvAccounts csv) {
    Set<String> existing = newAccounts.existing(accounts(csv));
    model.addAttribute("text", text);
    model.addAttribute("csv", csv);
    model.addAttribute("existing", existing);
    model.addAttribute(
        "addable",
        csv.lines().stream()
            .filter(line -> line.account() != null && !existing.contains(line.id()))
            .count());
    return "account-import";
  }

  private static List<Account> accounts(CsvAccounts csv) {
    return csv.lines().stream().flatMap(line -> Stream.ofNullable(line.account())).toList();
  }

  /** One more than is read, so that a file that is too large is seen to be. */
  private static int maxBytes() {
    return 4 * CsvAccounts.MAX_CHARACTERS + 1;
  }

  private static String decode(byte[] bytes) {
    try {
      return Objects.requireNonNull(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException other) {
      return new String(bytes, JAPANESE);
    }
  }
}
