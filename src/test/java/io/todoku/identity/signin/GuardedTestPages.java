package io.todoku.identity.signin;

import io.todoku.identity.DataScope;
import io.todoku.identity.NotAudited;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Pages that need a sign-in. */
@TestConfiguration
class GuardedTestPages {

  @RestController
  @RouteAccess(value = UserRole.VIEWER, scope = DataScope.NO_CLIENT)
  static class GuardedRestController {

    @GetMapping({"/probe", "/api/v1/probe"})
    String read() {
      return "reached";
    }

    @NotAudited
    @PostMapping({"/probe", "/api/v1/probe"})
    String write() {
      return "reached";
    }

    @GetMapping({"/probe/failing", "/api/v1/probe/failing"})
    String fail() {
      throw new IllegalStateException("secret");
    }

    @GetMapping("/api/v1/probe/number")
    String number(@RequestParam int n) {
      return "number " + n;
    }
  }

  @Controller
  @RouteAccess(value = UserRole.VIEWER, scope = DataScope.NO_CLIENT)
  static class GuardedPageController {

    @GetMapping("/probe/number")
    String number(@RequestParam int n) {
      return "error";
    }
  }
}
