package io.todoku.account;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface WaiverRepository extends JpaRepository<WaiverEntity, UUID> {

  List<WaiverEntity> findByAccountIdOrderByCreatedAtDesc(String accountId);

  List<WaiverEntity> findByAccountIdInOrderByCreatedAtDesc(Collection<String> accountIds);

  long deleteByAccountIdAndId(String accountId, UUID id);
}
