package io.todoku.identity.token;

import io.todoku.identity.UserAccess;
import io.todoku.identity.UserNames;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API token as it is stored, without the token itself.
 *
 * @param prefix the first characters of the token, by which people tell it from others
 * @param granted what it may do and see at most, with the name that its maker gave it
 * @param madeBy the name of the user who made it
 * @param lastUsedAt to the minute; null if it was never used
 */
record ApiToken(
    UUID id,
    String prefix,
    UserAccess granted,
    UUID makerId,
    String madeBy,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt,
    @Nullable String lastUsedFrom) {

  /** What a token can be used for now. */
  enum TokenState {
    ACTIVE,
    /** Who made it was removed or is suspended. */
    MAKER_GONE,
    EXPIRED,
    REVOKED
  }

  String name() {
    return granted.name();
  }

  /** The name in the audit log and at what it did; no user has it. */
  String actor() {
    return UserNames.TOKEN_PREFIX + name() + " (" + prefix + ")";
  }

  /** Without looking at its maker. */
  TokenState stateAt(Instant now) {
    if (revokedAt != null) {
      return TokenState.REVOKED;
    }
    return expiresAt.isAfter(now) ? TokenState.ACTIVE : TokenState.EXPIRED;
  }
}
