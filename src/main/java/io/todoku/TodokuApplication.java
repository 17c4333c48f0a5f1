package io.todoku;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The front door. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TodokuApplication {

  public static void main(String[] args) {
    SpringApplication.run(TodokuApplication.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
