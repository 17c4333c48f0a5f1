package io.todoku.identity.token;

import io.todoku.identity.UserRole;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the form that makes a token.
 *
 * @param role the name of a {@link UserRole}
 * @param limited whether only the chosen clients are visible, which is so unless said otherwise
 * @param client the chosen clients
 */
record TokenForm(
    @Nullable String name,
    @Nullable String role,
    @Nullable Boolean limited,
    @Nullable List<@Nullable String> client,
    @Nullable String days) {

  static final List<String> CHOICES_OF_DAYS = List.of("7", "30", "90", "365");

  /** With the least that is useful, because a token should do no more than it needs to. */
  static TokenForm blank() {
    return new TokenForm("", UserRole.VIEWER.name(), true, List.of(), "90");
  }

  TokenRequest toRequest() {
    UserRole chosen =
        Arrays.stream(UserRole.values())
            .filter(known -> known.name().equals(role))
            .findFirst()
            .orElse(null);
    return new TokenRequest(name, chosen, !limited(), client, daysOrNull());
  }

  @Override
  public Boolean limited() {
    return limited == null || limited;
  }

  @Override
  public List<@Nullable String> client() {
    return client == null ? List.of() : client;
  }

  private @Nullable Integer daysOrNull() {
    return days != null && CHOICES_OF_DAYS.contains(days) ? Integer.valueOf(days) : null;
  }
}
