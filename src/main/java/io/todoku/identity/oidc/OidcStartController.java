package io.todoku.identity.oidc;

import io.todoku.identity.NotAudited;
import io.todoku.identity.PublicRoute;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** Between the sign-in page and the provider. */
@Controller
@PublicRoute
class OidcStartController {

  private static final String SIGN_IN_PAGE = "redirect:/sign-in";

  private final OidcSettings settings;

  OidcStartController(OidcSettings settings) {
    this.settings = settings;
  }

  /** Reached from {@link SignInRequests} alone: without a provider nothing begins. */
  @NotAudited
  @PostMapping(OidcProvider.START_PATH)
  String leadToProvider(
      @RequestAttribute(name = SignInRequests.PROVIDER_ADDRESS, required = false)
          @Nullable String address,
      Model model,
      HttpServletResponse response) {
    if (address == null) {
      return SIGN_IN_PAGE;
    }
    response.setHeader("Refresh", "0; url=" + address);
    model.addAttribute("address", address);
    model.addAttribute("provider", settings.nameOfProvider());
    return "sign-in-provider";
  }

  /** A link of an earlier release, or of another site: the page asks. */
  @GetMapping(OidcProvider.START_PATH)
  String askFirst() {
    return SIGN_IN_PAGE;
  }
}
