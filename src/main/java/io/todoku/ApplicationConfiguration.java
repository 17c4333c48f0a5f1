package io.todoku;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.notify.KnownClients;
import io.todoku.schedule.ConfiguredSchedules;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Hands each room its settings, and the collectors to who uses them: for the server and the command
 * line.
 */
@Configuration(proxyBeanMethods = false)
@ConfigurationPropertiesScan
class ApplicationConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** The command line has no store of accounts. */
  @Bean
  KnownClients knownClients(ObjectProvider<Accounts> accounts) {
    return () ->
        accounts.stream()
            .flatMap(all -> all.all().stream())
            .map(Account::client)
            .filter(client -> !client.isBlank())
            .distinct()
            .toList();
  }

  @Bean
  List<Account> configuredAccounts(TodokuProperties properties) {
    return properties.toAccounts();
  }

  @Bean
  ConfiguredSchedules configuredSchedules(TodokuProperties properties) {
    return properties.toSchedules();
  }
}
