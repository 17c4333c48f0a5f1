package io.todoku.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.todoku.snapshot.Environment;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever knows the external id of one client must not be able to use it for another. */
class ExternalIdsTests {

  private final Accounts accounts = mock();
  private final JdbcClient database = database();
  private final ExternalIds ids = new ExternalIds(database, accounts, Clock.systemUTC());

  private static JdbcClient database() {
    JdbcDataSource memory = new JdbcDataSource();
    memory.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return JdbcClient.create(memory);
  }

  @BeforeEach
  void table() {
    database
        .sql(
            "create table client_external_id (client varchar(200) primary key,"
                + " external_id varchar(64) not null, created_at timestamp with time zone)")
        .update();
  }

  private static Account account(String id, String client, String externalId) {
    return new Account(
        id,
        "main",
        client,
        Environment.PRODUCTION,
        new Access.IamRole("arn:aws:iam::" + id + ":role/Todoku", externalId),
        List.of(),
        List.of());
  }

  private void known(Account... all) {
    when(accounts.all()).thenReturn(Arrays.asList(all));
  }

  @Test
  void aClientKeepsItsIdAndAnotherGetsAnother() {
    String first = ids.of("Example KK", null);

    assertThat(ids.of("Example KK", "proposed-later")).isEqualTo(first);
    assertThat(ids.of("Example KK 2", null)).isNotEqualTo(first);
  }

  @Test
  void whatWasShownForANewClientBecomesItsId() {
    assertThat(ids.of("Example KK", "shown-1")).isEqualTo("shown-1");
    assertThat(ids.of("Example KK", null)).isEqualTo("shown-1");
  }

  @Test
  void theIdThatItsAccountsHaveStays() {
    known(
        account("111111111111", "Example KK", "of-most"),
        account("222222222222", "Example KK", "of-one"),
        account("333333333333", "Example KK", "of-most"),
        account("444444444444", "Minato Works", "of-minato"),
        account("555555555555", "Minato Works", "of-minato"),
        account("666666666666", "Minato Works", "of-minato"));

    assertThat(ids.of("Example KK", "shown")).isEqualTo("of-most");
  }

  @Test
  void theIdOfAnotherClientIsNeverTaken() {
    assertThat(ids.of("Example KK", "of-example")).isEqualTo("of-example");
    known(account("444444444444", "Minato Works", "of-example"));

    assertThat(ids.of("Minato Works", null)).isNotEqualTo("of-example");
    assertThat(ids.of("Nagi Shop", "of-example")).isNotEqualTo("of-example");
  }

  /** An account of the other client may have it, before anybody asked for that client's id. */
  @Test
  void theIdOfAnAccountOfAnotherClientIsNotTaken() {
    known(account("444444444444", "Minato Works", "of-minato"));

    assertThat(ids.of("Example KK", "of-minato")).isNotEqualTo("of-minato");
    assertThat(ids.of("Minato Works", null)).isEqualTo("of-minato");
  }

  /** A value that no role could require would make every page of the client's roles fail. */
  @Test
  void aProposalOfNoValidFormIsNotStored() {
    String chosen = ids.of("Example KK", "not an id");

    assertThat(chosen).doesNotContain(" ");
    assertThat(ids.of("Example KK", null)).isEqualTo(chosen);
  }
}
