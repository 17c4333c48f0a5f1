package io.todoku;

import io.todoku.account.Account;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Hands each room its settings, and the collectors to who uses them: for the server and the command
 * line.
 */
@Configuration(proxyBeanMethods = false)
@ConfigurationPropertiesScan
class Wiring {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  List<Account> configuredAccounts(TodokuProperties properties) {
    return properties.toAccounts();
  }
}
