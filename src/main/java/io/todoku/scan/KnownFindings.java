package io.todoku.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.data.jpa.repository.JpaRepository;

interface KnownFindings extends JpaRepository<KnownFinding, KnownFinding.Key> {

  List<KnownFinding> findByAccountId(String accountId);

  default Map<FindingKey, KnownState> of(String accountId) {
    Map<FindingKey, KnownState> states = new LinkedHashMap<>();
    findByAccountId(accountId).forEach(known -> states.put(key(known), known.state()));
    return states;
  }

  /** Replaces what was known of the account. */
  default void keep(String accountId, Map<FindingKey, KnownState> states) {
    Map<FindingKey, KnownFinding> gone = new HashMap<>();
    findByAccountId(accountId).forEach(known -> gone.put(key(known), known));
    List<KnownFinding> now = new ArrayList<>();
    states.forEach((key, state) -> {
      now.add(KnownFinding.of(accountId, state));
      gone.remove(key);
    });
    saveAll(now);
    deleteAll(gone.values());
  }

  private static FindingKey key(KnownFinding known) {
    return new FindingKey(known.rule, known.resource);
  }
}
