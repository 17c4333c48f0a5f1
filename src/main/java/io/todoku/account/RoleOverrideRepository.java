package io.todoku.account;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface RoleOverrideRepository extends JpaRepository<RoleOverrideEntity, RoleOverrideEntity.Key> {

  List<RoleOverrideEntity> findByAccountId(String accountId);
}
