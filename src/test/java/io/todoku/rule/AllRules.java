package io.todoku.rule;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** The rule engine with every rule, without the rest of the application. */
final class AllRules {

  private static final RuleEngine ENGINE = create();

  private AllRules() {}

  static RuleEngine engine() {
    return ENGINE;
  }

  private static RuleEngine create() {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(context, false);
    scanner.addIncludeFilter(new AssignableTypeFilter(Rule.class));
    scanner.scan("io.todoku.rule");
    context.registerBean(RuleEngine.class);
    context.refresh();
    return context.getBean(RuleEngine.class);
  }
}
