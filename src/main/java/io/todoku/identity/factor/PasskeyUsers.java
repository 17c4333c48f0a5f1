package io.todoku.identity.factor;

import io.todoku.identity.StoredUsers;
import io.todoku.identity.UserAccess;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.stereotype.Component;

/** Gives Spring Security the owners of passkeys: the stored users who may sign in. */
@Component
class PasskeyUsers implements PublicKeyCredentialUserEntityRepository {

  private final StoredUsers users;

  PasskeyUsers(StoredUsers users) {
    this.users = users;
  }

  @Override
  public @Nullable PublicKeyCredentialUserEntity findById(Bytes handle) {
    UUID id = PasskeyCredentials.user(handle);
    return users.findAccess(id).map(UserAccess::name).map(name -> owner(id, name)).orElse(null);
  }

  @Override
  public @Nullable PublicKeyCredentialUserEntity findByUsername(String name) {
    return users.findId(name).map(id -> owner(id, name)).orElse(null);
  }

  private static PublicKeyCredentialUserEntity owner(UUID id, String name) {
    return ImmutablePublicKeyCredentialUserEntity.builder()
        .id(PasskeyCredentials.handle(id))
        .name(name)
        .displayName(name)
        .build();
  }

  /** Users are stored elsewhere, before they have a passkey. */
  @Override
  public void save(PublicKeyCredentialUserEntity owner) {
    throw new UnsupportedOperationException("only stored users have passkeys");
  }

  /** The database removes the passkeys of a user with the user. */
  @Override
  public void delete(Bytes handle) {
    throw new UnsupportedOperationException("users are removed elsewhere");
  }
}
