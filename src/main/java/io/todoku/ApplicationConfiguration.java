package io.todoku;

import io.todoku.account.Account;
import io.todoku.account.ConfiguredDecisions;
import io.todoku.account.DecisionReader;
import io.todoku.account.KnownRules;
import io.todoku.schedule.ConfiguredSchedules;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Configures what the server and the command line share: settings, clock and configured accounts.
 */
@Configuration(proxyBeanMethods = false)
@ConfigurationPropertiesScan
class ApplicationConfiguration {

  @Bean
  static UnknownSettingsCheck unknownSettingsCheck(ConfigurableEnvironment environment) {
    return new UnknownSettingsCheck(environment);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  List<Account> configuredAccounts(TodokuProperties properties) {
    return properties.toAccounts();
  }

  @Bean
  DecisionReader decisionReader(KnownRules rules, Clock clock) {
    return new DecisionReader(rules, clock);
  }

  /** After the accounts, whose ids are checked first. */
  @Bean
  ConfiguredDecisions configuredDecisions(
      TodokuProperties properties, List<Account> configuredAccounts, DecisionReader reader) {
    return properties.toDecisions(reader);
  }

  @Bean
  ConfiguredSchedules configuredSchedules(TodokuProperties properties) {
    return properties.toSchedules();
  }
}
