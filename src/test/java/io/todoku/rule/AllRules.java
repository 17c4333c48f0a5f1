package io.todoku.rule;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The rule engine with every rule, without the rest of the application. */
public final class AllRules {

  private static final RuleEngine ENGINE = create();

  private AllRules() {}

  public static RuleEngine engine() {
    return ENGINE;
  }

  private static RuleEngine create() {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.registerBean(
        "messageSource", ResourceBundleMessageSource.class, NoFalsePassTests::texts);
    context.scan("io.todoku.rule");
    context.refresh();
    return context.getBean(RuleEngine.class);
  }
}
