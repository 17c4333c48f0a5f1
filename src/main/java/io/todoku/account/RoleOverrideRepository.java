package io.todoku.account;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface RoleOverrideRepository
    extends JpaRepository<RoleOverrideEntity, RoleOverrideEntity.RoleOverrideKey> {

  List<RoleOverrideEntity> findByAccountId(String accountId);

  List<RoleOverrideEntity> findByAccountIdIn(Collection<String> accountIds);
}
