package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;

class RuleMessagesPostProcessorTests {

  private final RuleMessagesPostProcessor postProcessor = new RuleMessagesPostProcessor();

  @Test
  void addsTheTextsOfEachRuleOnceAfterThoseThatAreThere() {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("messages");

    assertThat(postProcessor.postProcessBeforeInitialization(messages, "messageSource"))
        .isSameAs(messages);

    List<String> basenames = List.copyOf(messages.getBasenameSet());
    assertThat(basenames)
        .startsWith("messages")
        .contains("rules/ptr-exists", "rules/rds-multi-az", "rules/spf-authorises-senders");
    assertThat(basenames.subList(1, basenames.size()))
        .isSorted()
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("rules/[a-z0-9-]+"));
  }

  @Test
  void leavesOtherBeansAlone() {
    Object bean = new Object();

    assertThat(postProcessor.postProcessBeforeInitialization(bean, "other")).isSameAs(bean);
  }
}
