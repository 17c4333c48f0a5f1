package io.todoku.intake;

import io.todoku.account.Account;
import io.todoku.account.AccountClients;
import io.todoku.account.VisibleAccounts;
import io.todoku.archive.SnapshotStore;
import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import io.todoku.snapshot.SnapshotFormatException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Exports and imports snapshots, for automation. */
@RestController
@RouteAccess(value = UserRole.OPERATOR, thing = AccountClients.class)
@RequestMapping("/api/v1")
class SnapshotApi {

  private final VisibleAccounts accounts;
  private final SnapshotStore snapshots;
  private final SnapshotReader reader;
  private final SnapshotImport snapshotImport;
  private final MessageSource texts;
  private final CurrentUser currentUser;

  SnapshotApi(
      VisibleAccounts accounts,
      SnapshotStore snapshots,
      SnapshotReader reader,
      SnapshotImport snapshotImport,
      CurrentUser currentUser,
      MessageSource texts) {
    this.texts = texts;
    this.currentUser = currentUser;
    this.reader = reader;
    this.accounts = accounts;
    this.snapshots = snapshots;
    this.snapshotImport = snapshotImport;
  }

  @Audited("snapshot.export")
  @GetMapping(value = "/accounts/{id}/snapshot", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] snapshot(@PathVariable String id) {
    return snapshots
        .newestWithAttestations(accounts.get(id))
        .map(this::visiblePart)
        .map(SnapshotFile::write)
        .orElseThrow(() ->
            new ResponseStatusException(
                HttpStatus.NOT_FOUND, "account " + id + " was never scanned"));
  }

  /** Without what the rules know of accounts that the reader may not see. */
  private Snapshot visiblePart(Snapshot snapshot) {
    if (currentUser.access().clients().everyClient()) {
      return snapshot;
    }
    Set<String> visible = accounts.all().stream().map(Account::id).collect(Collectors.toSet());
    return snapshot.judgedAt(
        snapshot.judgedAt(),
        snapshot.account().withOtherAccounts(visible),
        snapshot.attestations());
  }

  @Audited("snapshot.import")
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
  @PostMapping("/snapshots")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<Map<String, String>> importSnapshot(
      InputStream body, // before the parameters, which are looked for in it if it is called a form
      @RequestParam(defaultValue = "false") boolean confirm,
      @RequestParam(required = false) @Nullable String fileName,
      HttpServletRequest request)
      throws IOException {
    ReceivedSnapshot received = reader.read(body, fileName, request.getRemoteAddr());
    Account account =
        snapshotImport.importSnapshot(received, currentUser.access().clients(), confirm);
    return ResponseEntity.created(URI.create("/api/v1/accounts/" + account.id() + "/checklist"))
        .body(Map.of("account", account.id()));
  }

  @ExceptionHandler
  ProblemDetail handleUnconfirmed(UnconfirmedImportException unconfirmed) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.CONFLICT,
            "The import would replace what account %s shows. Send it with confirm=true if it should."
                .formatted(unconfirmed.account().id()));
    problem.setProperty("concerns", unconfirmed.concerns());
    return problem;
  }

  @ExceptionHandler
  ProblemDetail handleInvalidFile(SnapshotFormatException invalid, Locale locale) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.BAD_REQUEST, texts.getMessage(invalid, locale));
  }
}
