package io.todoku.identity.factor;

import com.google.common.base.Splitter;
import com.google.common.io.BaseEncoding;
import io.todoku.identity.TokenHash;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Codes, each for one sign-in, of users who have lost their second factor. Only hashes of the 120
 * random bits of each are stored.
 */
@Component
class RecoveryCodes {

  static final int COUNT = 10;
  private static final int CODE_BYTES = 15;

  private final SecureRandom random = new SecureRandom();
  private final JdbcClient database;

  RecoveryCodes(JdbcClient database) {
    this.database = database;
  }

  /** New codes, which replace the earlier ones. */
  @Transactional
  public List<String> replace(UUID user) {
    remove(user);
    List<String> codes = Stream.generate(this::code).limit(COUNT).toList();
    for (String code : codes) {
      database
          .sql("insert into recovery_code (user_id, code_hash) values (?, ?)")
          .params(user, hash(code))
          .update();
    }
    return codes;
  }

  private String code() {
    byte[] bytes = new byte[CODE_BYTES];
    random.nextBytes(bytes);
    String letters = BaseEncoding.base32().encode(bytes).toLowerCase(Locale.ROOT);
    return String.join("-", Splitter.fixedLength(4).split(letters));
  }

  /**
   * Uses up a code.
   *
   * @param typed with or without hyphens and blanks, in any case and width
   * @return true for exactly one caller
   */
  boolean use(UUID user, String typed) {
    return database
            .sql("delete from recovery_code where user_id = ? and code_hash = ?")
            .params(user, hash(typed))
            .update()
        == 1;
  }

  int count(UUID user) {
    return database
        .sql("select count(*) from recovery_code where user_id = ?")
        .param(user)
        .query(Integer.class)
        .single();
  }

  void remove(UUID user) {
    database.sql("delete from recovery_code where user_id = ?").param(user).update();
  }

  private static String hash(String code) {
    String letters = Normalizer.normalize(code, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return TokenHash.hex(letters.replaceAll("[^a-z0-9]", ""));
  }
}
