package io.todoku.checklist;

import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.RuleInfo;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Serves the rule catalogue and the page of each rule. */
@Controller
@RouteAccess(value = UserRole.VIEWER, scope = DataScope.NO_CLIENT)
class RuleController {

  private final RuleEngine engine;
  private final MessageSource messages;
  private final RuleDocumentation documentation;

  RuleController(RuleEngine engine, MessageSource messages, RuleDocumentation documentation) {
    this.engine = engine;
    this.messages = messages;
    this.documentation = documentation;
  }

  @GetMapping("/rules")
  String all(Model model) {
    model.addAttribute("rules", engine.catalogue());
    return "rules";
  }

  @GetMapping("/rules/{id}")
  String one(@PathVariable String id, Model model, Locale locale) {
    RuleInfo rule =
        engine.catalogue().stream()
            .filter(info -> info.id().equals(id))
            .findFirst()
            .orElseThrow(() ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "there is no rule \"" + id + "\""));
    model.addAttribute("rule", rule);
    model.addAttribute("ruleTitle", messages.getMessage("rule." + id + ".title", null, locale));
    model.addAttribute("html", documentation.page(id, locale));
    return "rule";
  }
}
