package io.todoku.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.support.AbstractResourceBasedMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** Adds the texts of every rule to the messages, so that no list of them has to be kept. */
@Component
class RuleMessagesPostProcessor implements BeanPostProcessor {

  /** What follows the id of a rule in the name of its message file, in any language. */
  private static final String SUFFIX = "(_[a-z]{2,3})?\\.properties$";

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof AbstractResourceBasedMessageSource messages) {
      messages.addBasenames(basenames());
    }
    return bean;
  }

  private static String[] basenames() {
    try {
      return Arrays.stream(
              new PathMatchingResourcePatternResolver()
                  .getResources("classpath*:rules/*.properties"))
          .map(Resource::getFilename)
          .map(file -> Objects.requireNonNull(file).replaceFirst(SUFFIX, ""))
          .sorted()
          .distinct()
          .map(rule -> "rules/" + rule)
          .toArray(String[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
