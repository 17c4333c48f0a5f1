package io.todoku.checklist;

import io.todoku.rule.Judge;
import io.todoku.rule.RuleInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.context.MessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The rule catalogue and each rule's page. */
@Controller
class RulePages {

  private static final List<TablesExtension> TABLES =
      List.of((TablesExtension) TablesExtension.create());

  private final Judge judge;
  private final MessageSource messages;
  private final Parser parser = Parser.builder().extensions(TABLES).build();
  private final HtmlRenderer renderer =
      HtmlRenderer.builder().extensions(TABLES).escapeHtml(true).sanitizeUrls(true).build();

  RulePages(Judge judge, MessageSource messages) {
    this.judge = judge;
    this.messages = messages;
  }

  @GetMapping("/rules")
  String all(Model model) {
    model.addAttribute("rules", judge.catalogue());
    return "rules";
  }

  @GetMapping("/rules/{id}")
  String one(@PathVariable String id, Model model, Locale locale) throws IOException {
    RuleInfo rule =
        judge.catalogue().stream()
            .filter(info -> info.id().equals(id))
            .findFirst()
            .orElseThrow(() ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "there is no rule \"" + id + "\""));
    String page =
        new ClassPathResource(
                "rules/" + id + "." + Wording.language(locale.toLanguageTag()) + ".md")
            .getContentAsString(StandardCharsets.UTF_8);
    model.addAttribute("rule", rule);
    model.addAttribute("title", messages.getMessage("rule." + id + ".title", null, locale));
    model.addAttribute("html", renderer.render(parser.parse(page)));
    return "rule";
  }
}
