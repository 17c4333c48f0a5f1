package io.todoku.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.zaxxer.hikari.HikariDataSource;
import io.todoku.TodokuApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;

/** H2's file shrinks while it is open and loses no row. */
class H2FileCompactorTests {

  private static final int ROWS = 250;
  private static final int KEPT_EVERY = 10;
  private static final int LENGTH = 300 * 1024;

  @TempDir Path dir;
  private HikariDataSource database;

  @BeforeEach
  void open() {
    database = openDatabase("jdbc:h2:file:" + dir.resolve("todoku") + ";WRITE_DELAY=0");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static HikariDataSource openDatabase(String url) {
    HikariDataSource source = new HikariDataSource();
    source.setJdbcUrl(url);
    source.setUsername("todoku");
    return source;
  }

  private static byte[] bytes(int id) {
    byte[] bytes = new byte[LENGTH];
    new Random(id).nextBytes(bytes);
    return bytes;
  }

  /** Inserts each row in its own transaction, then deletes nine in ten. */
  private static void fillAndEmpty(HikariDataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table piece (id integer primary key, bytes bytea)");
      try (PreparedStatement insert =
          connection.prepareStatement("insert into piece values (?, ?)")) {
        for (int id = 0; id < ROWS; id++) {
          insert.setInt(1, id);
          insert.setBytes(2, bytes(id));
          insert.executeUpdate();
        }
      }
      for (int id = 0; id < ROWS; id++) {
        if (id % KEPT_EVERY != 0) {
          statement.executeUpdate("delete from piece where id = " + id);
        }
      }
    }
  }

  private long size() throws Exception {
    return Files.size(dir.resolve("todoku.mv.db"));
  }

  private void assertRowsAreKept() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id, bytes from piece order by id")) {
      for (int id = 0; id < ROWS; id += KEPT_EVERY) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(id);
        assertThat(rows.getBytes(2)).isEqualTo(bytes(id));
      }
      assertThat(rows.next()).isFalse();
    }
  }

  private MVStore store() throws SQLException {
    try (Connection connection = database.getConnection()) {
      SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
      return session.getDatabase().getStore().getMvStore();
    }
  }

  @Test
  void aMostlyUnusedFileIsCompactedWhileItIsOpen() throws Exception {
    fillAndEmpty(database);
    assertThat(size()).isGreaterThan(2 * H2FileCompactor.MIN_SIZE);
    H2FileCompactor compactor = new H2FileCompactor(database, Duration.ofMillis(10));

    compactor.start();
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> size() <= H2FileCompactor.MIN_SIZE);
    } finally {
      compactor.stop();
    }
    assertRowsAreKept();
  }

  @Test
  void compactingRestoresTheRetentionTime() throws Exception {
    fillAndEmpty(database);
    int before = store().getRetentionTime();

    new H2FileCompactor(database).compactIfWasteful();

    assertThat(before).isPositive();
    assertThat(store().getRetentionTime()).isEqualTo(before);
  }

  @Test
  void aSmallFileIsNotCompacted() throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table piece (id integer primary key)");
      for (int id = 0; id < 500; id++) {
        statement.executeUpdate("insert into piece values (" + id + ")");
      }
    }
    long before = size();

    new H2FileCompactor(database).compactIfWasteful();

    assertThat(size()).isEqualTo(before);
  }

  @Test
  void aDatabaseInMemoryIsIgnored() throws Exception {
    try (HikariDataSource memory = openDatabase("jdbc:h2:mem:housekeeping")) {
      fillAndEmpty(memory);

      new H2FileCompactor(memory).compactIfWasteful();
    }
  }

  @Test
  void theApplicationStartsTheCompactor() throws Exception {
    DataSource dataSource = mock();
    when(dataSource.getConnection()).thenThrow(new SQLException("away"));
    SpringApplication application = new SpringApplication(Object.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.addInitializers(context -> {
      context.getBeanFactory().registerSingleton("database", dataSource);
      var scanner = new ClassPathBeanDefinitionScanner((BeanDefinitionRegistry) context);
      scanner.addExcludeFilter((metadata, _) ->
          !metadata.getClassMetadata().getClassName().equals(H2FileCompactor.class.getName()));
      scanner.scan(TodokuApplication.class.getPackageName());
    });

    try (var _ = application.run()) {
      verify(dataSource, timeout(60_000).atLeastOnce()).getConnection();
    }
  }
}
