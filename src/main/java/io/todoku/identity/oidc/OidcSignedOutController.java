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

/** Between signing out here and at the provider. */
@Controller
@PublicRoute
class OidcSignedOutController {

  private final OidcSettings settings;

  OidcSignedOutController(OidcSettings settings) {
    this.settings = settings;
  }

  /**
   * Leads on to the provider by a page and not by a redirect, because the content security policy
   * keeps forms, and what they are redirected to, on this site.
   */
  @NotAudited
  @PostMapping(OidcProvider.SIGNED_OUT_PATH)
  String leadToProvider(
      @RequestAttribute(name = OidcSignOut.PROVIDER_ADDRESS, required = false)
          @Nullable String address,
      Model model,
      HttpServletResponse response) {
    if (address == null) {
      return showSignedOut();
    }
    response.setHeader("Refresh", "0; url=" + address);
    model.addAttribute("address", address);
    model.addAttribute("provider", settings.nameOfProvider());
    return "sign-out-provider";
  }

  /** Where the provider leads back to. */
  @GetMapping(OidcProvider.SIGNED_OUT_PATH)
  String showSignedOut() {
    return "redirect:/sign-in?out";
  }
}
