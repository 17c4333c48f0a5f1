package io.todoku.peers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * The class's tests, its own and those that it inherits, run on a PostgreSQL instead of H2. Classes
 * that share a context share its database.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnPostgres.RequirePostgres.class)
@ContextConfiguration(initializers = OnPostgres.FreshDatabase.class)
public @interface OnPostgres {

  /** Skips or fails before a context is made. */
  class RequirePostgres implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      Postgres.require();
    }
  }

  /** Wins over what the class's other annotations say of the database. */
  class FreshDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      TestPropertyValues.of(
              "spring.datasource.url=" + Postgres.createDatabase().url(),
              "spring.datasource.username=" + Postgres.USER,
              "spring.datasource.password=" + Postgres.PASSWORD)
          .applyTo(context);
    }
  }
}
