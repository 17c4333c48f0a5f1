package io.todoku;

import io.todoku.cli.TransferOpener;
import io.todoku.operation.H2FilePermissions;
import io.todoku.transfer.DatabaseExport;
import io.todoku.transfer.DatabaseImport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Configures the commands that carry a database to another one: the database, no server. */
@Import(H2FilePermissions.class)
@EnableConfigurationProperties(DataSourceProperties.class)
@ImportAutoConfiguration(ConfigurationPropertiesAutoConfiguration.class)
class TransferCommandConfiguration {

  /** Opens the database for each command. */
  static final class DatabaseOpener implements TransferOpener {

    @Override
    public TransferSession<DatabaseExport> openExport(@Nullable Path configuration) {
      return open(
          new SpringApplicationBuilder(TransferCommandConfiguration.class)
              .initializers(starting ->
                  SecretsCommandConfiguration.requireDatabase(starting.getEnvironment())),
          configuration,
          database -> new DatabaseExport(database.source(), database.release()));
    }

    @Override
    public TransferSession<DatabaseImport> openImport(@Nullable Path configuration) {
      return open(
          new SpringApplicationBuilder(TransferCommandConfiguration.class),
          configuration,
          database -> new DatabaseImport(database.source(), database.release(), Clock.systemUTC()));
    }

    private static <T> TransferSession<T> open(
        SpringApplicationBuilder application,
        @Nullable Path configuration,
        Function<OpenedDatabase, T> transfer) {
      var context = CommandLineConfiguration.start(application, configuration);
      String release = context.getEnvironment().getProperty("info.app.version", "unknown");
      return new TransferSession<>(
          transfer.apply(new OpenedDatabase(context.getBean(DataSource.class), release)),
          context::close);
    }
  }

  /**
   * @param release of this Todoku
   */
  private record OpenedDatabase(DataSource source, String release) {}

  /** Without a pool, because one connection is used after the other. */
  @Bean
  DataSource dataSource(DataSourceProperties properties) {
    return properties.initializeDataSourceBuilder().type(SimpleDriverDataSource.class).build();
  }
}
