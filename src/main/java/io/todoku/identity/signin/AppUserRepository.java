package io.todoku.identity.signin;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface AppUserRepository extends JpaRepository<AppUser, UUID> {

  Optional<AppUser> findByName(String name);

  Optional<AppUser> findByIssuerAndSubject(String issuer, String subject);

  boolean existsByNameIgnoreCase(String name);

  /** Locks all users until this transaction ends, always in the same order. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select u from AppUser u order by u.id")
  List<AppUser> lockAll();
}
