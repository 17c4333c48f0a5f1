package io.todoku.identity.token;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RecentProof;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.ShownOnce;
import io.todoku.identity.UserRole;
import io.todoku.identity.token.ApiToken.TokenState;
import io.todoku.identity.token.ApiTokens.MadeToken;
import io.todoku.identity.token.ApiTokens.TokenStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API tokens, for automation; users who are signed in can make them here too. */
@RestController
@RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
@RequestMapping("/api/v1/tokens")
class TokenApi {

  /**
   * A token, without its text.
   *
   * @param prefix the first characters of its text
   * @param role the most that it may do
   * @param clients the names of those that it sees at most; empty if {@code everyClient}
   * @param lastUsedAt to the minute; null if it was not used yet
   */
  record TokenJson(
      UUID id,
      String name,
      String prefix,
      UserRole role,
      boolean everyClient,
      List<String> clients,
      TokenState state,
      String madeBy,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant revokedAt,
      @Nullable Instant lastUsedAt,
      @Nullable String lastUsedFrom) {

    static TokenJson of(TokenStatus status) {
      ApiToken token = status.token();
      return new TokenJson(
          token.id(),
          token.name(),
          token.prefix(),
          token.granted().role(),
          token.granted().clients().everyClient(),
          token.granted().clients().names().stream().sorted().toList(),
          status.state(),
          token.madeBy(),
          token.createdAt(),
          token.expiresAt(),
          token.revokedAt(),
          token.lastUsedAt(),
          token.lastUsedFrom());
    }
  }

  /**
   * A token that was made just now.
   *
   * @param token its text, which nothing tells again
   */
  record MadeTokenJson(UUID id, String name, String prefix, Instant expiresAt, String token) {}

  private final OwnTokens tokens;

  TokenApi(OwnTokens tokens) {
    this.tokens = tokens;
  }

  @GetMapping
  List<TokenJson> all() {
    return tokens.visible().stream().map(TokenJson::of).toList();
  }

  @Audited("token.make")
  @ShownOnce
  @RecentProof
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  MadeTokenJson make(@RequestBody TokenRequest body) {
    MadeToken made = tokens.make(body);
    ApiToken stored = made.stored();
    return new MadeTokenJson(
        stored.id(), stored.name(), stored.prefix(), stored.expiresAt(), made.text());
  }

  @Audited("token.revoke")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(@PathVariable UUID id) {
    AuditTrail.oldValue(tokens.revoke(id).granted());
  }
}
