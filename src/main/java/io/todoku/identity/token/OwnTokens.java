package io.todoku.identity.token;

import io.todoku.identity.CurrentUser;
import io.todoku.identity.StoredUsers;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
import io.todoku.identity.token.ApiTokens.MadeToken;
import io.todoku.identity.token.ApiTokens.TokenStatus;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Which tokens the current request may see and revoke: administrators of every client all, users
 * those that they made, and a token itself.
 */
@Component
class OwnTokens {

  private final ApiTokens tokens;
  private final StoredUsers users;
  private final CurrentUser currentUser;

  OwnTokens(ApiTokens tokens, StoredUsers users, CurrentUser currentUser) {
    this.tokens = tokens;
    this.users = users;
    this.currentUser = currentUser;
  }

  boolean seesAll() {
    UserAccess access = currentUser.access();
    return access.role() == UserRole.ADMINISTRATOR && access.clients().everyClient();
  }

  /** All that are visible. */
  List<TokenStatus> visible() {
    if (seesAll()) {
      return tokens.all();
    }
    return tokenOfRequest()
        .map(token -> Optional.ofNullable(token.id()).flatMap(tokens::find).stream().toList())
        .orElseGet(this::made);
  }

  /** Those that the user has made. */
  List<TokenStatus> made() {
    return maker().map(tokens::madeBy).orElseGet(List::of);
  }

  /**
   * Revokes a token.
   *
   * @return it as it was
   * @throws ResponseStatusException 404 if there is none of this id among those that are visible
   */
  ApiToken revoke(UUID id) {
    ApiToken token =
        tokens
            .find(id)
            .map(TokenStatus::token)
            .filter(this::isVisible)
            .orElseThrow(() ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "API token " + id + " is not known"));
    tokens.revoke(id);
    return token;
  }

  private boolean isVisible(ApiToken token) {
    return seesAll()
        || tokenOfRequest()
            .map(own -> token.id().equals(own.id()))
            .orElseGet(() -> maker().filter(token.makerId()::equals).isPresent());
  }

  /**
   * Makes a token for the user.
   *
   * @throws ResponseStatusException 403 if a token asks, because one that leaked would then outlive
   *     its expiry by those that it made
   */
  MadeToken make(TokenRequest request) {
    UUID maker =
        maker()
            .orElseThrow(() ->
                new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "API tokens are made by users who are signed in"));
    return tokens.make(request, currentUser.access(), maker);
  }

  private Optional<UUID> maker() {
    return tokenOfRequest().isPresent()
        ? Optional.empty()
        : users.findId(currentUser.access().name());
  }

  private static Optional<TokenOfRequest> tokenOfRequest() {
    @Nullable Authentication who = SecurityContextHolder.getContext().getAuthentication();
    return who == null ? Optional.empty() : TokenOfRequest.find(who);
  }
}
