package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** A misspelt key under {@code todoku} stops the start, in whichever section it stands. */
class ConfigurationPropertiesTests {

  @Configuration(proxyBeanMethods = false)
  @ConfigurationPropertiesScan("io.todoku")
  static class AllSettings {
    @Bean
    static UnknownSettingsCheck check(ConfigurableEnvironment environment) {
      return new UnknownSettingsCheck(environment);
    }
  }

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

  private ApplicationContextRunner withEnvironmentVariable(String name, String value) {
    return application.withInitializer(context ->
        context
            .getEnvironment()
            .getPropertySources()
            .replace(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(
                    StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                    Map.of(name, value))));
  }

  private static void assertRefused(ApplicationContextRunner application, String... message) {
    application.run(context -> {
      assertThat(context).hasFailed();
      assertThat(context.getStartupFailure())
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .startsWith("todoku.")
          .contains(message);
    });
  }

  @Test
  void withoutAnySettingTheDefaultsAreBound() {
    application.run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @MethodSource("prefixes")
  void aKeyThatDoesNotExistStopsTheStartAndIsNamed(String prefix) {
    assertRefused(
        application.withPropertyValues(prefix + ".no-such-key=x"),
        prefix + ".no-such-key",
        "is not a setting");
  }

  @ParameterizedTest
  @CsvSource({
    "todoku.scan.trys=2, todoku.scan.tries",
    "todoku.dns.resolver=1.1.1.1, todoku.dns.resolvers",
    "todoku.api-tokn=x, todoku.api-token",
    "todoku.accounts[0].mail-domain[0].name=a.example, todoku.accounts[].mail-domains[].name",
    "todoku.acounts[0].id=111111111111, todoku.accounts[].id"
  })
  void theSettingThatAMisspeltKeyResemblesIsNamed(String property, String similar) {
    assertRefused(
        application.withPropertyValues(property), "is not a setting – did you mean " + similar);
  }

  @Test
  void allKeysThatDoNotExistAreNamedAtOnce() {
    assertRefused(
        application.withPropertyValues("todoku.scan.trys=2", "todoku.report.colour=red"),
        "todoku.scan.trys",
        "todoku.report.colour");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "todoku.scan.tries=2",
        "todoku.scan.cellLimit=20m",
        "todoku.dns.resolvers[0]=1.1.1.1",
        "todoku.dns.resolvers=1.1.1.1,8.8.8.8",
        "todoku.accounts=",
        "todoku.accounts[0].access.role-arn=arn:aws:iam::111111111111:role/Todoku",
        "todoku.accounts[0].access="
      })
  void aKeyThatExistsIsAccepted(String property) {
    application.withPropertyValues(property).run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void aMisspeltEnvironmentVariableStopsTheStart() {
    assertRefused(
        withEnvironmentVariable("TODOKU_SCAN_TRYS", "2"),
        "TODOKU_SCAN_TRYS",
        "did you mean todoku.scan.tries?");
    assertRefused(
        withEnvironmentVariable("TODOKU_API_TOKN", "x"), "did you mean todoku.api-token?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TODOKU_API_TOKEN",
        "TODOKU_PUBLIC_URL",
        "TODOKU_PUBLICURL",
        "TODOKU_ACCOUNTS_0_ID",
        "TODOKU_DATA",
        "TODOKU_DB_PASSWORD",
        "TODOKU_REQUIRE_PEERS",
        "TODOKU_SERVICE_HOST",
        "TODOKU_PORT_8080_TCP_ADDR",
        "TODOKU_REPORT_SERVICE_HOST"
      })
  void anEnvironmentVariableThatIsASettingOrOfAnotherProgramIsAccepted(String name) {
    withEnvironmentVariable(name, "http://a.example")
        .run(context -> assertThat(context).hasNotFailed());
  }
}
