package io.todoku.account;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface WaiverRepository extends JpaRepository<WaiverEntity, UUID> {

  List<WaiverEntity> findByAccountIdAndRevokedAtIsNullOrderByCreatedAtDesc(String accountId);

  List<WaiverEntity> findByAccountIdInAndRevokedAtIsNullOrderByCreatedAtDesc(
      Collection<String> accountIds);

  List<WaiverEntity> findByAccountIdAndRevokedAtIsNotNull(String accountId);

  Optional<WaiverEntity> findByAccountIdAndIdAndRevokedAtIsNull(String accountId, UUID id);
}
