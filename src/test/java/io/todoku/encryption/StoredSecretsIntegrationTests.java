package io.todoku.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Secrets of several keys in the tables of the application. */
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:secrets;DB_CLOSE_DELAY=-1")
class StoredSecretsIntegrationTests {

  private static final String URL = "https://hooks.example.com/services/T0";

  @Autowired JdbcClient database;
  @Autowired TransactionTemplate transactions;

  private final String first = EncryptionKey.generate();
  private final String second = EncryptionKey.generate();

  @BeforeEach
  void removeChannels() {
    database.sql("delete from channel").update();
  }

  private static EncryptionKeys keys(String... keys) {
    return EncryptionKeys.of(new EncryptionSettings(null, List.of(keys)), "");
  }

  private StoredSecrets secrets(String... keys) {
    return new StoredSecrets(database, transactions, keys(keys), new TextCipher(keys(keys)));
  }

  private static String encrypted(EncryptedColumn column, String key, String text) {
    return new TextCipher(keys(key)).encrypt(column, text);
  }

  private void addChannel(String name, String target, String secret) {
    database
        .sql(
            """
            insert into channel (id, name, kind, target, secret, kinds, language, digest,
              digest_hour, zone, enabled, created_at)
            values (?, ?, 'WEBHOOK', ?, ?, 'failing', 'en', false, 0, 'UTC', true, now())
            """)
        .params(UUID.randomUUID(), name, target, secret)
        .update();
  }

  private String stored(String name, String column) {
    return database
        .sql("select " + column + " from channel where name = ?")
        .param(name)
        .query(String.class)
        .single();
  }

  private static String id(String key) {
    return EncryptionKey.parse(key).id();
  }

  @Test
  void whatIsNotEncryptedIsAndWhatIsStaysAsItIs() {
    String earlier = encrypted(EncryptedColumn.CHANNEL_SECRET, second, "tdk_1");
    addChannel("ops", URL, earlier);

    assertThat(secrets(first, second).encryptAll(false)).isEqualTo(1);

    assertThat(stored("ops", "secret")).isEqualTo(earlier);
    assertThat(
            new TextCipher(keys(first))
                .decrypt(EncryptedColumn.CHANNEL_TARGET, stored("ops", "target")))
        .isEqualTo(URL);
    assertThat(stored("ops", "target")).doesNotContain("hooks");
  }

  @Test
  void rotationLeavesNothingOfTheEarlierKey() {
    addChannel(
        "ops",
        encrypted(EncryptedColumn.CHANNEL_TARGET, first, URL),
        encrypted(EncryptedColumn.CHANNEL_SECRET, first, "tdk_1"));
    addChannel("chat", encrypted(EncryptedColumn.CHANNEL_TARGET, second, URL + "/b"), "tdk_2");

    StoredSecrets rotated = secrets(second, first);
    assertThat(rotated.countByKey())
        .isEqualTo(Map.of(id(first), 2, id(second), 1, StoredSecrets.NOT_ENCRYPTED, 1));
    assertThat(rotated.encryptAll(true)).isEqualTo(3);

    assertThat(rotated.countByKey()).isEqualTo(Map.of(id(second), 4));
    TextCipher later = new TextCipher(keys(second));
    assertThat(later.decrypt(EncryptedColumn.CHANNEL_SECRET, stored("ops", "secret")))
        .isEqualTo("tdk_1");
    assertThat(later.decrypt(EncryptedColumn.CHANNEL_SECRET, stored("chat", "secret")))
        .isEqualTo("tdk_2");
  }

  @Test
  void rotationWithALostKeyChangesNothing() {
    addChannel("ops", URL, encrypted(EncryptedColumn.CHANNEL_SECRET, first, "tdk_1"));

    assertThatThrownBy(() -> secrets(second).encryptAll(true))
        .isInstanceOf(UnreadableSecretException.class)
        .hasMessageContaining(id(first));

    assertThat(stored("ops", "target")).isEqualTo(URL);
  }

  @Test
  void aNodeWithoutANeededKeyDoesNotStart() {
    addChannel("ops", URL, encrypted(EncryptedColumn.CHANNEL_SECRET, first, "tdk_1"));

    assertThatThrownBy(() -> new StoredSecretsCheck(secrets(second)).afterSingletonsInstantiated())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "todoku.encryption.key-file", id(first), "todoku secrets remove-unreadable");
    assertThat(stored("ops", "target")).as("nothing is encrypted either").isEqualTo(URL);
  }

  @Test
  void whatNeedsALostKeyOrWasChangedIsRemovedAndNothingElse() {
    addChannel("ops", URL, encrypted(EncryptedColumn.CHANNEL_SECRET, first, "tdk_1"));
    addChannel("chat", URL, encrypted(EncryptedColumn.CHANNEL_SECRET, second, "tdk_2"));
    addChannel("copied", encrypted(EncryptedColumn.CHANNEL_SECRET, second, URL), "tdk_3");

    assertThat(secrets(second).removeUnreadable()).isEqualTo(2);

    assertThat(database.sql("select name from channel").query(String.class).list())
        .containsExactly("chat");
  }
}
