package io.todoku.identity.signin;

import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.identity.signin.UserController.UserView;
import io.todoku.problem.ProblemType;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The users, for automation, to be read only: changing who comes in needs a password that was given
 * lately, which no token has.
 */
@RestController
@RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
@RequestMapping("/api/v1/users")
class UserApi {

  private final AppUsers users;
  private final SecondFactors factors;

  UserApi(AppUsers users, SecondFactors factors) {
    this.users = users;
    this.factors = factors;
  }

  /** By name. */
  @GetMapping
  List<UserView> all(
      @RequestParam(required = false) @Nullable UserRole role,
      @RequestParam(required = false) @Nullable String state) {
    if (state != null && !UserView.STATES.contains(state)) {
      throw new ErrorResponseException(
          HttpStatus.BAD_REQUEST,
          ProblemType.INVALID_VALUE.detail(
              "\"state\" must be one of " + String.join(", ", UserView.STATES)),
          null);
    }
    Set<UUID> withFactor = factors.protectedUsers();
    return users.all().stream()
        .map(user -> UserView.of(user, withFactor.contains(user.id())))
        .filter(user -> role == null || role == user.role())
        .filter(user -> state == null || state.equals(user.state()))
        .toList();
  }

  @GetMapping("/{id}")
  UserView one(@PathVariable UUID id) {
    return UserView.of(users.get(id), factors.protectedUsers().contains(id));
  }
}
