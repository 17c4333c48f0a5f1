package io.todoku.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextCipherTests {

  private static final String URL = "https://hooks.example.com/services/秘密";

  private final String first = EncryptionKey.generate();
  private final String second = EncryptionKey.generate();

  private static TextCipher cipher(String... keys) {
    return new TextCipher(
        EncryptionKeys.of(new EncryptionSettings(null, List.of(keys)), "jdbc:postgresql:x"));
  }

  @Test
  void theTextComesBackAndIsNotInWhatIsStored() {
    TextCipher cipher = cipher(first);

    String stored = cipher.encrypt(EncryptedColumn.CHANNEL_TARGET, URL);

    assertThat(stored)
        .startsWith("{aes:" + EncryptionKey.parse(first).id() + "}")
        .doesNotContain("hooks");
    assertThat(cipher.decrypt(EncryptedColumn.CHANNEL_TARGET, stored)).isEqualTo(URL);
  }

  @Test
  void equalTextsAreStoredDifferently() {
    TextCipher cipher = cipher(first);

    assertThat(cipher.encrypt(EncryptedColumn.CHANNEL_TARGET, URL))
        .isNotEqualTo(cipher.encrypt(EncryptedColumn.CHANNEL_TARGET, URL));
  }

  @Test
  void anEarlierKeyDecryptsAndTheFirstEncrypts() {
    String old = cipher(first).encrypt(EncryptedColumn.CHANNEL_SECRET, "tdk_x");

    TextCipher both = cipher(second, first);

    assertThat(both.decrypt(EncryptedColumn.CHANNEL_SECRET, old)).isEqualTo("tdk_x");
    assertThat(both.encrypt(EncryptedColumn.CHANNEL_SECRET, "tdk_x"))
        .startsWith("{aes:" + EncryptionKey.parse(second).id() + "}");
  }

  @Test
  void aValueOfAnotherColumnIsRefused() {
    TextCipher cipher = cipher(first);
    String stored = cipher.encrypt(EncryptedColumn.CHANNEL_TARGET, URL);

    assertThatThrownBy(() -> cipher.decrypt(EncryptedColumn.CHANNEL_SECRET, stored))
        .isInstanceOf(UnreadableSecretException.class)
        .hasMessage("channel.secret: the stored value was changed");
  }

  @Test
  void aChangedValueIsRefused() {
    TextCipher cipher = cipher(first);
    String stored = cipher.encrypt(EncryptedColumn.CHANNEL_TARGET, URL);
    int middle = stored.length() / 2;
    String changed =
        stored.substring(0, middle)
            + (stored.charAt(middle) == 'A' ? 'B' : 'A')
            + stored.substring(middle + 1);

    assertThatThrownBy(() -> cipher.decrypt(EncryptedColumn.CHANNEL_TARGET, changed))
        .isInstanceOf(UnreadableSecretException.class);
    assertThatThrownBy(() ->
            cipher.decrypt(
                EncryptedColumn.CHANNEL_TARGET, stored.substring(0, "{aes:01234567}".length() + 8)))
        .isInstanceOf(UnreadableSecretException.class);
  }

  @Test
  void aMissingKeyIsNamed() {
    String stored = cipher(first).encrypt(EncryptedColumn.CHANNEL_TARGET, URL);

    assertThatThrownBy(() -> cipher(second).decrypt(EncryptedColumn.CHANNEL_TARGET, stored))
        .isInstanceOf(UnreadableSecretException.class)
        .hasMessage(
            "channel.target: the key %s is not set".formatted(EncryptionKey.parse(first).id()));
  }

  @Test
  void whatWasStoredBeforeThereWasAKeyIsReadAsItIs() {
    assertThat(cipher(first).decrypt(EncryptedColumn.CHANNEL_TARGET, URL)).isEqualTo(URL);
  }

  @Test
  void withoutAKeyNothingIsEncrypted() {
    assertThat(cipher().encrypt(EncryptedColumn.CHANNEL_TARGET, URL)).isEqualTo(URL);
  }
}
