package io.todoku.account;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface RegionExclusionRepository
    extends JpaRepository<RegionExclusionEntity, RegionExclusionEntity.RegionExclusionKey> {

  List<RegionExclusionEntity> findByAccountIdIn(Collection<String> accountIds);
}
