package io.todoku.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A user, as stored. */
@Entity
@NullUnmarked
@Table(name = "app_user")
class AppUser {

  @Id private UUID id;
  private String name;
  private String passwordHash;

  @Enumerated(EnumType.STRING)
  private UserRole role;

  @SuppressWarnings("unused") // stored for whoever looks into the table
  private Instant createdAt;

  protected AppUser() {}

  AppUser(String name, String passwordHash, UserRole role, Instant createdAt) {
    this.id = UUID.randomUUID();
    this.name = name;
    this.passwordHash = passwordHash;
    this.role = role;
    this.createdAt = createdAt;
  }

  String name() {
    return name;
  }

  String passwordHash() {
    return passwordHash;
  }

  UserRole role() {
    return role;
  }

  void changePassword(String newHash) {
    passwordHash = newHash;
  }
}
