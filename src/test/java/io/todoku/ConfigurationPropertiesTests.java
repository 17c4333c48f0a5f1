package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** A misspelt key under {@code todoku} stops the start, in whichever part it stands. */
class ConfigurationPropertiesTests {

  @Configuration(proxyBeanMethods = false)
  @ConfigurationPropertiesScan("io.todoku")
  static class AllSettings {}

  private final ApplicationContextRunner application =
      new ApplicationContextRunner().withUserConfiguration(AllSettings.class);

  static Stream<String> prefixes() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    return scanner.findCandidateComponents("io.todoku").stream()
        .map(bean -> ClassUtils.resolveClassName(String.valueOf(bean.getBeanClassName()), null))
        .map(type -> type.getAnnotation(ConfigurationProperties.class))
        .map(settings -> settings.prefix().isEmpty() ? settings.value() : settings.prefix())
        .sorted();
  }

  @Test
  void withoutAnySettingTheDefaultsAreBound() {
    application.run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @MethodSource("prefixes")
  void aKeyThatDoesNotExistStopsTheStartAndIsNamed(String prefix) {
    String key = prefix + ".no-such-key";

    application
        .withPropertyValues(key + "=x")
        .run(context -> {
          assertThat(context).hasFailed();
          assertThat(context.getStartupFailure())
              .hasRootCauseInstanceOf(UnboundConfigurationPropertiesException.class)
              .rootCause()
              .hasMessageContaining("no-such-key");
        });
  }

  /** The root's settings leave each part to the type that binds it, and to no other. */
  @Test
  void everyPartOfTheRootHasItsOwnType() {
    List<String> parts =
        Arrays.stream(TodokuProperties.class.getRecordComponents())
            .filter(component -> component.getType() == Map.class)
            .map(RecordComponent::getName)
            .map(name -> "todoku." + DataObjectPropertyName.toDashedForm(name))
            .toList();

    assertThat(prefixes().filter(prefix -> !prefix.equals("todoku")))
        .containsExactlyInAnyOrderElementsOf(parts);
  }
}
