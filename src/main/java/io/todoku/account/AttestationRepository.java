package io.todoku.account;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface AttestationRepository extends JpaRepository<AttestationEntity, UUID> {

  List<AttestationEntity> findByAccountIdOrderByRecordedAtDesc(String accountId);

  List<AttestationEntity> findByAccountIdInOrderByRecordedAtDesc(Collection<String> accountIds);

  long deleteByAccountIdAndId(String accountId, UUID id);
}
