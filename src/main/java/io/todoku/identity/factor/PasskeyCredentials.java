package io.todoku.identity.factor;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.stereotype.Component;

/** Stores passkeys for Spring Security, in which a user is named by the bytes of the UUID. */
@Component
class PasskeyCredentials implements UserCredentialRepository {

  private static final String COLUMNS =
      "select credential_id, user_id, attestation_object, sign_count, user_verified,"
          + " backup_eligible, backed_up, transports, name, created_at from passkey where ";

  private final JdbcClient database;

  PasskeyCredentials(JdbcClient database) {
    this.database = database;
  }

  /** Of a user, as authenticators store it; nothing personal. */
  static Bytes handle(UUID user) {
    return new Bytes(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(user.getMostSignificantBits())
            .putLong(user.getLeastSignificantBits())
            .array());
  }

  /** The user of a handle that this class made. */
  static UUID user(Bytes handle) {
    ByteBuffer bytes = ByteBuffer.wrap(handle.getBytes());
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  @Override
  public void delete(Bytes credentialId) {
    database
        .sql("delete from passkey where credential_id = ?")
        .param(credentialId.toBase64UrlString())
        .update();
  }

  /**
   * Stores a new passkey or, of a known one, what its last use changed.
   *
   * @throws ClonedPasskeyException if its counter did not grow, as that of a copied key does not
   */
  @Override
  public void save(CredentialRecord passkey) {
    if (findByCredentialId(passkey.getCredentialId()) == null) {
      insert(passkey);
    } else if (update(passkey) == 0) {
      throw new ClonedPasskeyException();
    }
  }

  private int update(CredentialRecord passkey) {
    return database
        .sql(
            "update passkey set sign_count = :count, user_verified = :verified, backed_up = :backed"
                + " where credential_id = :id and (sign_count < :count or sign_count = 0 and"
                + " :count = 0)")
        .param("count", passkey.getSignatureCount())
        .param("verified", passkey.isUvInitialized())
        .param("backed", passkey.isBackupState())
        .param("id", passkey.getCredentialId().toBase64UrlString())
        .update();
  }

  private void insert(CredentialRecord passkey) {
    Bytes attestation = passkey.getAttestationObject();
    if (attestation == null) {
      throw new IllegalArgumentException("a passkey without its attestation cannot be checked");
    }
    database
        .sql(
            "insert into passkey (id, credential_id, user_id, attestation_object, sign_count,"
                + " user_verified, backup_eligible, backed_up, transports, name, created_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            UUID.randomUUID(),
            passkey.getCredentialId().toBase64UrlString(),
            user(passkey.getUserEntityUserId()),
            attestation.getBytes(),
            passkey.getSignatureCount(),
            passkey.isUvInitialized(),
            passkey.isBackupEligible(),
            passkey.isBackupState(),
            passkey.getTransports().stream()
                .map(AuthenticatorTransport::getValue)
                .collect(Collectors.joining(" ")),
            passkey.getLabel(),
            OffsetDateTime.ofInstant(passkey.getCreated(), ZoneOffset.UTC))
        .update();
  }

  @Override
  public @Nullable CredentialRecord findByCredentialId(Bytes credentialId) {
    return database
        .sql(COLUMNS + "credential_id = ?")
        .param(credentialId.toBase64UrlString())
        .query(PasskeyCredentials::read)
        .optional()
        .orElse(null);
  }

  @Override
  public List<CredentialRecord> findByUserId(Bytes handle) {
    return database
        .sql(COLUMNS + "user_id = ? order by created_at")
        .param(user(handle))
        .query(PasskeyCredentials::read)
        .list();
  }

  private static CredentialRecord read(ResultSet row, int number) throws SQLException {
    return ImmutableCredentialRecord.builder()
        .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
        .credentialId(Bytes.fromBase64(row.getString("credential_id")))
        .userEntityUserId(handle(row.getObject("user_id", UUID.class)))
        .attestationObject(new Bytes(row.getBytes("attestation_object")))
        .signatureCount(row.getLong("sign_count"))
        .uvInitialized(row.getBoolean("user_verified"))
        .backupEligible(row.getBoolean("backup_eligible"))
        .backupState(row.getBoolean("backed_up"))
        .transports(transports(row.getString("transports")))
        .label(row.getString("name"))
        .created(row.getObject("created_at", OffsetDateTime.class).toInstant())
        .build();
  }

  private static Set<AuthenticatorTransport> transports(String stored) {
    return Arrays.stream(stored.split(" "))
        .filter(name -> !name.isEmpty())
        .map(AuthenticatorTransport::valueOf)
        .collect(Collectors.toSet());
  }
}
