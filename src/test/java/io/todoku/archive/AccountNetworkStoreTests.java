package io.todoku.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AccountNetworkStoreTests {

  @Test
  void readingReturnsItsConnection() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:networks");
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(1_000);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      JdbcClient database = JdbcClient.create(pool);
      database
          .sql("create table account_network (account_id varchar(12), checksum bigint)")
          .update();
      database.sql("insert into account_network values ('111111111111', 7)").update();
      AccountNetworkStore store = new AccountNetworkStore(database);

      assertThat(store.checksums()).containsEntry("111111111111", 7L);

      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      assertThat(store.ofOthers("222222222222")).as("reads again").isEmpty();
    }
  }
}
