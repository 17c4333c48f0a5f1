package io.todoku;

import io.todoku.cli.SecretsCommand.SecretsSession;
import io.todoku.encryption.EncryptionConfiguration;
import io.todoku.encryption.StoredSecrets;
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

  static SecretsSession open(@Nullable Path configuration) {
    var context =
        CommandLineConfiguration.start(
            new SpringApplicationBuilder(SecretsCommandConfiguration.class), configuration);
    return new SecretsSession(context.getBean(StoredSecrets.class), context::close);
  }

  /** H2 would create the file of a database that is not there. */
  @Bean
  DataSource dataSource(DataSourceProperties properties) {
    String url = properties.determineUrl();
    return properties
        .initializeDataSourceBuilder()
        .url(url.startsWith("jdbc:h2:file:") ? url + ";IFEXISTS=TRUE" : url)
        .build();
  }
}
