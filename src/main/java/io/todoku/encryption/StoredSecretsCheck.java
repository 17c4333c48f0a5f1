package io.todoku.encryption;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * At each start, encrypts the secrets that are not encrypted yet, and refuses to start without a
 * key that a stored secret needs: the node would fail later, when it has a message to deliver.
 */
@Component
class StoredSecretsCheck implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(StoredSecretsCheck.class);

  private final StoredSecrets secrets;

  StoredSecretsCheck(StoredSecrets secrets) {
    this.secrets = secrets;
  }

  /**
   * @throws IllegalArgumentException with the ids of the missing keys
   */
  @Override
  public void afterSingletonsInstantiated() {
    var counts = secrets.countByKey();
    List<String> missing =
        counts.keySet().stream().filter(key -> !secrets.isReadable(key)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "todoku.encryption.key-file or .keys: secrets in the database need the key "
              + String.join(", ", missing)
              + ", which is not set. Set it or, if it is lost, run"
              + " \"todoku secrets remove-unreadable\"");
    }
    if (secrets.currentKey().isPresent()) {
      int encrypted = secrets.encryptAll(false);
      if (encrypted > 0) {
        log.info("Encrypted {} stored secrets", encrypted);
      }
    } else if (!counts.isEmpty()) {
      log.warn(
          "{} secrets of channels are stored without encryption: set todoku.encryption.key-file",
          counts.get(StoredSecrets.NOT_ENCRYPTED));
    }
  }
}
