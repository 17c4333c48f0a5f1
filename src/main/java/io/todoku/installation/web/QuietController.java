package io.todoku.installation.web;

import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.installation.QuietState;
import io.todoku.installation.WorkResumption;
import io.todoku.web.FlashMessages;
import java.security.Principal;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page that tells why this installation is quiet, and resumes it. */
@Controller
@RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
class QuietController {

  private static final String PAGE = "/settings/quiet";

  private final QuietState state;
  private final WorkResumption resumption;
  private final FlashMessages flash;

  QuietController(QuietState state, WorkResumption resumption, FlashMessages flash) {
    this.state = state;
    this.resumption = resumption;
    this.flash = flash;
  }

  @GetMapping(PAGE)
  String show(Model model) {
    model.addAttribute("quiet", state.find().orElse(null));
    model.addAttribute("bySetting", state.isQuietBySetting());
    return "quiet";
  }

  @Audited("quiet.end")
  @PostMapping(PAGE + "/end")
  String end(Principal who, RedirectAttributes redirect, Locale locale) {
    if (state.isQuietBySetting()) {
      flash.addProblem(redirect, locale, "quiet.setting");
    } else {
      resumption.resume(who.getName());
      flash.addDone(redirect, locale, "quiet.ended");
    }
    return "redirect:" + PAGE;
  }
}
