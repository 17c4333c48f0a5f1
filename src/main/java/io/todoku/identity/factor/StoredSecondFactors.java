package io.todoku.identity.factor;

import io.todoku.identity.signin.SecondFactors;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The second factors that the database holds. */
@Component
class StoredSecondFactors implements SecondFactors {

  private static final String PROTECTED =
      "select id from totp_secret where confirmed_at is not null union select user_id from passkey";

  private final AuthenticatorApps apps;
  private final Passkeys passkeys;
  private final RecoveryCodes codes;
  private final JdbcClient database;

  StoredSecondFactors(
      AuthenticatorApps apps, Passkeys passkeys, RecoveryCodes codes, JdbcClient database) {
    this.apps = apps;
    this.passkeys = passkeys;
    this.codes = codes;
    this.database = database;
  }

  @Override
  public boolean isProtected(UUID user) {
    return !database
        .sql("select 1 from (" + PROTECTED + ") p where id = ?")
        .param(user)
        .query()
        .listOfRows()
        .isEmpty();
  }

  @Override
  public Set<UUID> protectedUsers() {
    return database.sql(PROTECTED).query((row, number) -> row.getObject(1, UUID.class)).set();
  }

  @Override
  public boolean hasPasskeys() {
    return passkeys.exist();
  }

  @Override
  @Transactional
  public void removeAll(UUID user) {
    apps.remove(user);
    passkeys.removeAll(user);
    codes.remove(user);
  }
}
