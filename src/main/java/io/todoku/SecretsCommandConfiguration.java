package io.todoku;

import io.todoku.cli.SecretsCommand.SecretsSession;
import io.todoku.encryption.EncryptionConfiguration;
import io.todoku.encryption.StoredSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Configures the command that rotates keys: the database and its encryption, no server. */
@Import(EncryptionConfiguration.class)
@EnableConfigurationProperties(DataSourceProperties.class)
@ImportAutoConfiguration({
  ConfigurationPropertiesAutoConfiguration.class,
  JdbcTemplateAutoConfiguration.class,
  JdbcClientAutoConfiguration.class,
  DataSourceTransactionManagerAutoConfiguration.class
})
class SecretsCommandConfiguration {

  private static final String FILE_URL = "jdbc:h2:file:";

  static SecretsSession open(@Nullable Path configuration) {
    var context =
        CommandLineConfiguration.start(
            new SpringApplicationBuilder(SecretsCommandConfiguration.class)
                .initializers(starting -> requireDatabase(starting.getEnvironment())),
            configuration);
    return new SecretsSession(context.getBean(StoredSecrets.class), context::close);
  }

  /**
   * Before a key is created, which belongs beside a database.
   *
   * @throws IllegalArgumentException if the file of an H2 database is not there
   */
  static void requireDatabase(Environment environment) {
    String url = environment.getProperty("spring.datasource.url", "");
    if (!url.startsWith(FILE_URL)) {
      return;
    }
    String path = url.substring(FILE_URL.length()).replaceFirst(";.*", "");
    Path file = Path.of(path.replaceFirst("^~", System.getProperty("user.home")) + ".mv.db");
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "there is no database "
              + file.toAbsolutePath().normalize()
              + ": start the server once, or name its folder by TODOKU_DATA or its settings by"
              + " --config");
    }
  }

  /** H2 would create the file of a database that is not there. */
  @Bean
  DataSource dataSource(DataSourceProperties properties) {
    String url = properties.determineUrl();
    return properties
        .initializeDataSourceBuilder()
        .url(url.startsWith(FILE_URL) ? url + ";IFEXISTS=TRUE" : url)
        .build();
  }
}
