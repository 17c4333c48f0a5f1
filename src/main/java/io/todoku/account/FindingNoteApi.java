package io.todoku.account;

import io.todoku.identity.Audited;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of notes on findings. */
@RestController
@RouteAccess(value = UserRole.OPERATOR, thing = AccountClients.class)
@RequestMapping("/api/v1/accounts/{id}/notes")
class FindingNoteApi {

  /**
   * A note as requested.
   *
   * @param resource the key of the finding's resource
   */
  record NoteRequest(@Nullable String rule, @Nullable String resource, @Nullable String text) {}

  private final VisibleAccounts accounts;
  private final FindingNotes notes;

  FindingNoteApi(VisibleAccounts accounts, FindingNotes notes) {
    this.accounts = accounts;
    this.notes = notes;
  }

  /**
   * The notes of an account, newest first.
   *
   * @param rule only those on findings of this rule; null for all
   * @param resource only those on findings about this resource; null for all
   */
  @RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
  @GetMapping
  List<FindingNote> list(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String rule,
      @RequestParam(required = false) @Nullable String resource) {
    accounts.get(id);
    return notes.of(id).stream()
        .filter(note -> rule == null || note.rule().equals(rule))
        .filter(note -> resource == null || note.resource().equals(resource))
        .toList();
  }

  @Audited("note.add")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<FindingNote> add(
      @PathVariable String id, @RequestBody NoteRequest body, Principal who) {
    accounts.get(id);
    FindingNote added = notes.add(id, body.rule(), body.resource(), body.text(), who.getName());
    return ResponseEntity.created(
            URI.create("/api/v1/accounts/%s/notes/%s".formatted(id, added.id())))
        .body(added);
  }

  /** Deletes a note that the caller wrote. */
  @Audited("note.delete")
  @DeleteMapping("/{note}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id, @PathVariable UUID note, Principal who) {
    accounts.get(id);
    if (!notes.delete(id, note, who.getName())) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "you wrote no such note");
    }
  }
}
