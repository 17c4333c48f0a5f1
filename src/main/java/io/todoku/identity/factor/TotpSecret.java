package io.todoku.identity.factor;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The secret that a user's authenticator app shares with Todoku, as stored. */
@Entity
@NullUnmarked
@Table(name = "totp_secret")
class TotpSecret {

  /** That of the user. */
  @Id private UUID id;

  /** In Base32. */
  @Convert(converter = TotpSecretConverter.class)
  private String secret;

  private @Nullable Instant confirmedAt;

  /** The time step of the last code that was accepted; none is accepted again. */
  private long lastStep;

  protected TotpSecret() {}

  TotpSecret(UUID user, String secret) {
    this.id = user;
    this.secret = secret;
  }

  String secret() {
    return secret;
  }

  /** When the user first entered a code, from when on codes are asked for; null before. */
  @Nullable Instant confirmedAt() {
    return confirmedAt;
  }

  boolean isConfirmed() {
    return confirmedAt != null;
  }
}
