package io.todoku.identity.token;

import io.todoku.identity.ClientScope;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token that somebody wants to make.
 *
 * @param name what it is for
 * @param everyClient whether it sees every client; an administrator's always does
 * @param clients the names of the clients that it sees otherwise
 * @param days until it expires, from 1 to 365
 */
record TokenRequest(
    @Nullable String name,
    @Nullable UserRole role,
    @Nullable Boolean everyClient,
    @Nullable List<@Nullable String> clients,
    @Nullable Integer days) {

  static final int MAX_NAME = 40;
  static final int MAX_DAYS = 365;
  private static final int MAX_CLIENT = 200;

  /**
   * What the token may do and see.
   *
   * @param maker what the user may do who makes it
   * @throws InvalidInputException if something is missing, or would be more than the maker may
   */
  UserAccess toAccess(UserAccess maker) {
    String plainName = name == null ? "" : name.replaceAll("\\p{C}", "").strip();
    if (plainName.isEmpty() || plainName.length() > MAX_NAME) {
      throw new InvalidInputException(TokenProblem.NAME);
    }
    if (role == null) {
      throw new InvalidInputException(TokenProblem.ROLE);
    }
    if (!maker.role().includes(role)) {
      throw new InvalidInputException(TokenProblem.ROLE_BEYOND);
    }
    ClientScope scope = scope(role);
    if (!maker.clients().includesScope(scope)) {
      throw new InvalidInputException(TokenProblem.CLIENTS_BEYOND);
    }
    requireDays();
    return new UserAccess(plainName, role, scope);
  }

  private ClientScope scope(UserRole chosen) {
    if (chosen == UserRole.ADMINISTRATOR || Boolean.TRUE.equals(everyClient)) {
      return ClientScope.EVERY_CLIENT;
    }
    List<String> named =
        clients == null
            ? List.of()
            : clients.stream()
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(client -> !client.isEmpty())
                .distinct()
                .toList();
    if (named.isEmpty() || named.stream().anyMatch(client -> client.length() > MAX_CLIENT)) {
      throw new InvalidInputException(TokenProblem.CLIENTS);
    }
    return ClientScope.of(named);
  }

  private void requireDays() {
    if (days == null || days < 1 || days > MAX_DAYS) {
      throw new InvalidInputException(TokenProblem.DAYS);
    }
  }
}
