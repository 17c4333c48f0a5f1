package io.todoku.checklist;

import io.todoku.locale.Languages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Renders the Markdown pages of rules as HTML. */
@Component
public class RuleDocumentation {

  /** Sections of a page: subject, procedure, outcomes, fix, sources. */
  private static final int PROCEDURE_SECTION = 2;

  private static final List<TablesExtension> TABLES =
      List.of((TablesExtension) TablesExtension.create());

  private final Parser parser = Parser.builder().extensions(TABLES).build();
  private final HtmlRenderer renderer =
      HtmlRenderer.builder().extensions(TABLES).escapeHtml(true).sanitizeUrls(true).build();
  private final Map<String, String> procedures = new ConcurrentHashMap<>();

  /** The whole page with its title. */
  public String page(String rule, Locale locale) {
    return renderer.render(read(rule, locale));
  }

  /** The section on how the rule is checked, step by step, without its heading. */
  public String procedure(String rule, Locale locale) {
    return procedures.computeIfAbsent(
        rule + " " + Languages.of(locale).tag(), _ -> renderer.render(section(read(rule, locale))));
  }

  private Node read(String rule, Locale locale) {
    String file = "rules/" + rule + "." + Languages.of(locale).tag() + ".md";
    try {
      return parser.parse(new ClassPathResource(file).getContentAsString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Node section(Node page) {
    Document section = new Document();
    int headings = 0;
    for (Node node = page.getFirstChild(); node != null; ) {
      Node next = node.getNext();
      if (node instanceof Heading heading && heading.getLevel() == 2) {
        headings++;
      } else if (headings == PROCEDURE_SECTION) {
        section.appendChild(node);
      }
      node = next;
    }
    return section;
  }
}
