package io.todoku.scan;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface FirstSeenRepository extends JpaRepository<FirstSeenEntity, FirstSeenEntity.Key> {

  List<FirstSeenEntity> findByAccountId(String accountId);
}
