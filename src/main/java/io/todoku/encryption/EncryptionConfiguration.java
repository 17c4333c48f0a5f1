package io.todoku.encryption;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the cipher of stored secrets, for the server and for the command that rotates keys. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EncryptionSettings.class)
public class EncryptionConfiguration {

  @Bean
  EncryptionKeys encryptionKeys(
      EncryptionSettings settings, @Value("${spring.datasource.url:}") String databaseUrl) {
    return EncryptionKeys.of(settings, databaseUrl);
  }

  @Bean
  TextCipher textCipher(EncryptionKeys keys) {
    return new TextCipher(keys);
  }

  @Bean
  StoredSecrets storedSecrets(
      JdbcClient database,
      PlatformTransactionManager transactions,
      EncryptionKeys keys,
      TextCipher cipher) {
    return new StoredSecrets(database, new TransactionTemplate(transactions), keys, cipher);
  }
}
