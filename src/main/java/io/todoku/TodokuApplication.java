package io.todoku;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The front door. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TodokuApplication {

  public static void main(String[] args) {
    SpringApplication.run(TodokuApplication.class, args);
  }
}
