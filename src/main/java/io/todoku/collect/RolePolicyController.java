package io.todoku.collect;

import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows the role and its policy, in every format, to people who set up an account. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.NO_CLIENT)
class RolePolicyController {

  @GetMapping("/policy")
  String show(Model model) {
    Map<String, String> forms = new LinkedHashMap<>();
    for (RolePolicyFormat form : RolePolicyFormat.values()) {
      forms.put(form.name().toLowerCase(Locale.ROOT), form.text());
    }
    model.addAttribute("forms", forms);
    model.addAttribute("organizationPolicy", OrganizationPolicy.text());
    return "policy";
  }
}
