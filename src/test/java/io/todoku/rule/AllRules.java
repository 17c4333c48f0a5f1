package io.todoku.rule;

import org.springframework.context.MessageSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The rule engine with every rule, without the rest of the application. */
public final class AllRules {

  private static final AnnotationConfigApplicationContext CONTEXT = create();

  private AllRules() {}

  public static RuleEngine engine() {
    return CONTEXT.getBean(RuleEngine.class);
  }

  /** The texts of every rule. */
  public static MessageSource messages() {
    return CONTEXT;
  }

  private static AnnotationConfigApplicationContext create() {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.registerBean(
        "messageSource", ResourceBundleMessageSource.class, NoFalsePassTests::texts);
    context.scan("io.todoku.rule");
    context.refresh();
    return context;
  }
}
