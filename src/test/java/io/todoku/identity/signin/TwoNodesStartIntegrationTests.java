package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.Postgres;
import io.todoku.testing.HttpBrowser;
import io.todoku.testing.TodokuServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the jar that start at the same time on one empty database. */
class TwoNodesStartIntegrationTests {

  private static final String PASSWORD = "some words in a row";
  private static final String BEARER = "Bearer a-token-for-tests-V7nKq3xWz9Lr";

  @TempDir static Path dir;

  private static Postgres.TestDatabase database;
  private static TodokuServer one;
  private static TodokuServer other;

  @BeforeAll
  static void start() throws Exception {
    Postgres.require();
    database = Postgres.createDatabase();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<TodokuServer> first = threads.submit(() -> node("one"));
      Future<TodokuServer> second = threads.submit(() -> node("other"));
      one = first.get();
      other = second.get();
    }
  }

  /** One has its passwords and keys in the environment, the other in files. */
  private static TodokuServer node(String name) throws IOException {
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.put("TODOKU_API_TOKEN", "a-token-for-tests-V7nKq3xWz9Lr");
    environment.put("TODOKU_ENCRYPTION_KEYS", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    if (name.equals("other")) {
      Path secrets = Files.createDirectory(dir.resolve("secrets"));
      Map<String, String> files =
          Map.of(
              "SPRING_DATASOURCE_PASSWORD",
              "spring.datasource.password",
              "TODOKU_ENCRYPTION_KEYS",
              "todoku.encryption.keys",
              "TODOKU_API_TOKEN",
              "todoku.api-token");
      for (Map.Entry<String, String> file : files.entrySet()) {
        String value = Objects.requireNonNull(environment.remove(file.getKey()), file.getKey());
        Files.writeString(secrets.resolve(file.getValue()), value + "\n");
      }
      environment.put("SPRING_CONFIG_IMPORT", "configtree:" + secrets + "/");
    }
    return TodokuServer.start(
        Files.createDirectory(dir.resolve(name)),
        environment,
        "--todoku.accounts[0].id=011111111111",
        "--todoku.accounts[1].id=022222222222");
  }

  @AfterAll
  static void stop() {
    for (TodokuServer node : new TodokuServer[] {one, other}) {
      if (node != null) {
        node.close();
      }
    }
  }

  @Test
  void twoNodesCanStartAtTheSameTime() throws Exception {
    for (TodokuServer node : new TodokuServer[] {one, other}) {
      assertThat(node.log()).doesNotContain(" WARN ", " ERROR ", "\tat ");
      assertThat(browserAt(node).get("/api/v1/accounts", "Authorization", BEARER).body())
          .contains("011111111111", "022222222222");
    }
    try (var connection =
            DriverManager.getConnection(database.url(), Postgres.USER, Postgres.PASSWORD);
        var statement = connection.createStatement();
        ResultSet migrations =
            statement.executeQuery(
                "select count(*) = count(distinct version) and bool_and(success)"
                    + " from flyway_schema_history")) {
      migrations.next();
      assertThat(migrations.getBoolean(1)).as("each migration ran once, and well").isTrue();
    }
    assertThat(Files.exists(dir.resolve("one/data"))).as("nothing is kept in files").isFalse();
  }

  /** A load balancer may send each request to either node. */
  @Test
  void aSessionOfOneNodeIsValidOnTheOther() throws Exception {
    String token = token(one);
    String unused = token(other);
    HttpBrowser here = browserAt(one);
    HttpBrowser there = here.routedTo(other.address());
    here.get("/sign-in?token=" + token);
    HttpBrowser asked = here.routedTo(other.address());
    assertThat(SecurityFixture.setUpAdministrator(asked, token, "mika").statusCode())
        .isEqualTo(302);

    assertThat(here.get("/accounts").body()).contains("011111111111");
    assertThat(there.get("/accounts").body()).contains("011111111111");
    HttpBrowser stranger = browserAt(other);
    assertThat(stranger.get("/sign-in?token=" + unused).statusCode())
        .as("one link was used, so none is left")
        .isEqualTo(410);
    stranger.get("/sign-in");
    assertThat(
            stranger
                .routedTo(one.address())
                .post("/sign-in", Map.of("name", "mika", "password", PASSWORD))
                .headers()
                .firstValue("Location")
                .orElse(""))
        .endsWith("/");

    assertThat(here.routedTo(other.address()).post("/sign-out", Map.of()).statusCode())
        .isEqualTo(302);
    assertThat(here.get("/accounts").statusCode()).as("signed out everywhere").isEqualTo(302);
    assertThat(there.get("/accounts").statusCode()).isEqualTo(302);
  }

  private static HttpBrowser browserAt(TodokuServer node) throws IOException {
    return new HttpBrowser(URI.create(node.address()).getPort());
  }

  private static String token(TodokuServer node) throws IOException {
    String link = node.signInLink();
    return link.substring(link.indexOf("token=") + "token=".length());
  }
}
