package io.todoku.installation;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A copy of a database starts quiet; the database itself never does, however it is started. */
class InstallationCheckTests {

  private static final InstallationSettings PLAIN = new InstallationSettings(null, null);

  @TempDir Path dir;

  private final List<Instant> cleared = new ArrayList<>();

  @Test
  void aDatabaseThatIsStartedAgainWorks() throws IOException {
    DataSource database = h2(Files.createDirectory(dir.resolve("data")));

    assertThat(start(database, PLAIN)).isEmpty();
    assertThat(start(database, PLAIN)).isEmpty();
    assertThat(Files.readString(dir.resolve("data/instance.id"))).hasSize(37);
  }

  @Test
  void aFolderThatIsMovedWorks() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("data"));
    assertThat(start(h2(folder), PLAIN)).isEmpty();

    Files.move(folder, dir.resolve("moved"));

    assertThat(start(h2(dir.resolve("moved")), PLAIN)).isEmpty();
    assertThat(start(h2(dir.resolve("moved")), PLAIN)).isEmpty();
  }

  @Test
  void aCopyOfTheWholeFolderIsQuietAndTheOriginalWorks() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("data"));
    assertThat(start(h2(folder), PLAIN)).isEmpty();
    Path copy = Files.createDirectory(dir.resolve("copy"));
    copy(folder, copy, "todoku.mv.db", "instance.id");

    assertThat(start(h2(copy), PLAIN)).hasValue(QuietReason.COPY);
    assertThat(start(h2(copy), PLAIN)).as("and stays so").hasValue(QuietReason.COPY);
    assertThat(start(h2(folder), PLAIN)).isEmpty();
    assertThat(cleared).isEmpty();
  }

  @Test
  void aDatabaseFileWithoutTheFileBesideItIsQuiet() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("data"));
    assertThat(start(h2(folder), PLAIN)).isEmpty();
    Path copy = Files.createDirectory(dir.resolve("copy"));
    copy(folder, copy, "todoku.mv.db");

    assertThat(start(h2(copy), PLAIN)).hasValue(QuietReason.COPY);
  }

  @Test
  void aDatabaseThatReplacesThatOfAnotherInstallationIsQuiet() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("data"));
    Path other = Files.createDirectory(dir.resolve("other"));
    assertThat(start(h2(folder), PLAIN)).isEmpty();
    assertThat(start(h2(other), PLAIN)).isEmpty();

    copy(folder, other, "todoku.mv.db");

    assertThat(start(h2(other), PLAIN)).hasValue(QuietReason.COPY);
  }

  @Test
  void aCopyThatIsResumedWorksWhereItIsAndItsCopyIsQuiet() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("data"));
    assertThat(start(h2(folder), PLAIN)).isEmpty();
    Path copy = Files.createDirectory(dir.resolve("copy"));
    copy(folder, copy, "todoku.mv.db");

    assertThat(start(h2(copy), new InstallationSettings(false, null))).isEmpty();
    assertThat(cleared).as("what had piled up is cleared once").hasSize(1);
    assertThat(start(h2(copy), PLAIN)).isEmpty();
    assertThat(cleared).hasSize(1);

    Path second = Files.createDirectory(dir.resolve("second"));
    copy(copy, second, "todoku.mv.db", "instance.id");
    assertThat(start(h2(second), PLAIN)).hasValue(QuietReason.COPY);
  }

  @Test
  void theSettingKeepsItQuietWhileItIsThere() throws IOException {
    DataSource database = h2(Files.createDirectory(dir.resolve("data")));

    assertThat(start(database, new InstallationSettings(true, null))).hasValue(QuietReason.SETTING);
    assertThat(start(database, new InstallationSettings(true, null))).hasValue(QuietReason.SETTING);
    assertThat(start(database, PLAIN)).isEmpty();
    assertThat(cleared).hasSize(1);
  }

  @Test
  void anotherNameOfTheInstallationIsACopyAndNoNameIsNot() throws IOException {
    DataSource database = h2(Files.createDirectory(dir.resolve("data")));

    assertThat(start(database, PLAIN)).isEmpty();
    assertThat(start(database, new InstallationSettings(null, "production"))).isEmpty();
    assertThat(start(database, PLAIN)).isEmpty();
    assertThat(start(database, new InstallationSettings(null, "production"))).isEmpty();
    assertThat(start(database, new InstallationSettings(null, "staging")))
        .hasValue(QuietReason.COPY);
  }

  @Test
  void aSecondNodeOnPostgresqlWorks() {
    Postgres.require();
    DataSource database = postgres(Postgres.createDatabase().url());

    assertThat(start(database, PLAIN)).isEmpty();
    assertThat(start(database, PLAIN)).isEmpty();
    assertThat(
            JdbcClient.create(database)
                .sql("select place from installation")
                .query(String.class)
                .single())
        .contains("POSTGRESQL", "system=", "database=", "table=");
  }

  @Test
  void aPostgresqlDatabaseThatWasCopiedIsQuiet() {
    Postgres.require();
    DataSource database = postgres(Postgres.createDatabase().url());
    assertThat(start(database, PLAIN)).isEmpty();

    DataSource copy =
        postgres(Postgres.copyDatabase(((DriverManagerDataSource) database).getUrl()));

    assertThat(start(copy, PLAIN)).hasValue(QuietReason.COPY);
    assertThat(start(database, PLAIN)).isEmpty();
  }

  @Test
  void aTableThatWasRestoredIntoTheSamePostgresqlDatabaseIsQuiet() {
    Postgres.require();
    DataSource database = postgres(Postgres.createDatabase().url());
    assertThat(start(database, PLAIN)).isEmpty();
    JdbcClient client = JdbcClient.create(database);
    client.sql("create table restored as table installation").update();
    client.sql("drop table installation").update();
    client.sql("alter table restored rename to installation").update();

    assertThat(start(database, PLAIN)).hasValue(QuietReason.COPY);
  }

  private Optional<QuietReason> start(DataSource database, InstallationSettings settings) {
    Flyway.configure().dataSource(database).outOfOrder(true).load().migrate();
    InstallationStore store = new InstallationStore(JdbcClient.create(database));
    QuietState state = new QuietState(store, settings);
    DatabaseIdentityReader identities = new DatabaseIdentityReader(database);
    TransactionTemplate transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database));
    new InstallationCheck(
            store,
            settings,
            identities,
            state,
            new WorkResumption(
                store, settings, identities, state, List.of(cleared::add), Clock.systemUTC()),
            transactions,
            Clock.systemUTC())
        .afterSingletonsInstantiated();
    return state.find().map(QuietPeriod::reason);
  }

  private static void copy(Path from, Path to, String... names) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      assertThat(files.map(file -> file.getFileName().toString())).contains(names);
    }
    for (String name : names) {
      Files.copy(
          from.resolve(name),
          to.resolve(name),
          StandardCopyOption.COPY_ATTRIBUTES,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static DataSource h2(Path folder) {
    return new DriverManagerDataSource("jdbc:h2:file:" + folder.resolve("todoku"), "sa", "");
  }

  private static DataSource postgres(@Nullable String url) {
    return new DriverManagerDataSource(String.valueOf(url), Postgres.USER, Postgres.PASSWORD);
  }
}
