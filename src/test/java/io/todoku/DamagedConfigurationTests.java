package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.todoku.testing.InputMutator;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Damaged settings are bound, or are explained in a sentence that names what is wrong. */
class DamagedConfigurationTests {

  private static final List<byte[]> VALID =
      List.of(
          bytes(
              """
              todoku.accounts[0].id=111111111111
              todoku.accounts[0].name=Example
              todoku.accounts[0].client=Example KK
              todoku.accounts[0].environment=production
              todoku.accounts[0].access.role-arn=arn:aws:iam::111111111111:role/Todoku
              todoku.accounts[0].access.external-id=x
              todoku.accounts[0].regions=ap-northeast-1,us-east-1
              todoku.accounts[0].mail-domains[0].name=example.com
              todoku.accounts[0].mail-domains[0].dkim-selectors=s1
              """),
          bytes(
              """
              todoku.dns.resolvers=1.1.1.1,8.8.8.8:53
              todoku.dns.blocklists=bl.example
              todoku.probe.port=25
              todoku.probe.relay-recipient=relay-test@probe.example
              todoku.probe.helo=probe.example
              todoku.probe.allowed-networks=10.0.0.0/8
              todoku.scan.tries=2
              todoku.scan.cell-limit=20m
              todoku.scan.retry=10s
              todoku.public-url=https://todoku.example.com
              todoku.local-sign-in=true
              """),
          bytes(
              """
              TODOKU_OIDC_ISSUER=https://login.example
              TODOKU_OIDC_CLIENTID=x
              TODOKU_OIDC_ADMINISTRATORS=admins
              TODOKU_OIDC_CLIENTS_0_VALUE=a
              TODOKU_OIDC_CLIENTS_0_CLIENT=Example KK
              TODOKU_SCAN_TRIES=2
              TODOKU_DNS_RESOLVERS=1.1.1.1
              TODOKU_PROBE_PORT=25
              """));

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final List<Class<?>> SETTINGS = settings();

  private static List<Class<?>> settings() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    return scanner.findCandidateComponents("io.todoku").stream()
        .<Class<?>>map(
            bean -> ClassUtils.resolveClassName(String.valueOf(bean.getBeanClassName()), null))
        .toList();
  }

  private static ConfigurableEnvironment environment(byte[] input) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String line : new String(input, StandardCharsets.UTF_8).split("\n")) {
      String[] pair = line.split("=", 2);
      values.put(pair[0], pair.length == 2 ? pair[1] : "");
    }
    ConfigurableEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .forEach(source -> environment.getPropertySources().remove(source.getName()));
    environment
        .getPropertySources()
        .addFirst(
            values.keySet().stream().anyMatch(key -> key.startsWith("TODOKU_"))
                ? new SystemEnvironmentPropertySource(
                    StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, values)
                : new MapPropertySource("file", values));
    ConfigurationPropertySources.attach(environment);
    return environment;
  }

  /** What the start does with settings before it opens the database. */
  private static void bind(ConfigurableEnvironment environment) {
    Binder binder = Binder.get(environment);
    for (Class<?> type : SETTINGS) {
      ConfigurationProperties annotation = type.getAnnotation(ConfigurationProperties.class);
      String prefix = annotation.prefix().isEmpty() ? annotation.value() : annotation.prefix();
      Object bound = binder.bindOrCreate(prefix, Bindable.of(type));
      if (bound instanceof TodokuProperties properties) {
        properties.toAccounts();
        properties.toSchedules();
      }
    }
  }

  private static List<FailureAnalyzer> analyzers(Environment environment) {
    return SpringFactoriesLoader.forDefaultResourceLocation()
        .load(
            FailureAnalyzer.class,
            ArgumentResolver.of(BeanFactory.class, new DefaultListableBeanFactory())
                .and(Environment.class, environment));
  }

  @Test
  void isBoundOrExplained() {
    int bound = 0;
    int inputs = InputMutator.inputs() / 10;
    for (int number = 0; number < inputs; number++) {
      byte[] input = InputMutator.mutate(VALID, number);
      ConfigurableEnvironment environment = environment(input);
      try {
        bind(environment);
        bound++;
      } catch (Exception | StackOverflowError failure) {
        String what =
            "the input of number " + number + ": " + new String(input, StandardCharsets.UTF_8);
        FailureAnalysis analysis =
            analyzers(environment).stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (analysis == null) {
          fail(what, failure);
        }
        assertThat(analysis.getDescription()).as(what).contains("todoku").doesNotContain("\tat ");
      }
    }
    assertThat(bound).as("some are still settings").isBetween(1, inputs - 1);
  }
}
