package io.todoku.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.data.jpa.repository.JpaRepository;

public interface FindingStateRepository
    extends JpaRepository<FindingStateEntity, FindingStateEntity.FindingStateKey> {

  List<FindingStateEntity> findByAccountId(String accountId);

  default Map<FindingKey, FindingState> findStates(String accountId) {
    Map<FindingKey, FindingState> states = new LinkedHashMap<>();
    findByAccountId(accountId).forEach(known -> states.put(key(known), known.toFindingState()));
    return states;
  }

  /** Replaces everything stored for the account. */
  default void replaceStates(String accountId, Map<FindingKey, FindingState> states) {
    Map<FindingKey, FindingStateEntity> obsolete = new HashMap<>();
    findByAccountId(accountId).forEach(known -> obsolete.put(key(known), known));
    List<FindingStateEntity> now = new ArrayList<>();
    states.forEach((key, state) -> {
      now.add(FindingStateEntity.of(accountId, state));
      obsolete.remove(key);
    });
    saveAll(now);
    deleteAll(obsolete.values());
  }

  private static FindingKey key(FindingStateEntity known) {
    return new FindingKey(known.rule, known.resource);
  }
}
