package io.todoku.scan;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Judge;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Since when each finding has had its verdict. */
@Component
public class FirstSeen {

  private final FirstSeenRepository repository;
  private final Judge judge;

  FirstSeen(FirstSeenRepository repository, Judge judge) {
    this.repository = repository;
    this.judge = judge;
  }

  /** For a finding of this account: when its verdict was first found, else {@code otherwise}. */
  public Function<Finding, Instant> of(String accountId, Instant otherwise) {
    Map<FirstSeenEntity.Key, FirstSeenEntity> known = known(accountId);
    return finding -> {
      FirstSeenEntity entity = known.get(key(accountId, finding));
      return entity != null && entity.verdict.equals(finding.verdict().name())
          ? entity.seenAt
          : newest(finding, otherwise);
    };
  }

  /** A person's word may be younger than the scan. */
  private static Instant newest(Finding finding, Instant scanned) {
    return finding.evidence().stream()
        .map(Evidence::at)
        .filter(at -> at.isAfter(scanned))
        .max(Comparator.naturalOrder())
        .orElse(scanned);
  }

  void note(Snapshot snapshot) {
    String accountId = snapshot.account().id();
    Map<FirstSeenEntity.Key, FirstSeenEntity> known = known(accountId);
    Map<FirstSeenEntity.Key, FirstSeenEntity> now = new HashMap<>();
    for (Finding finding : judge.judge(snapshot)) {
      FirstSeenEntity.Key key = key(accountId, finding);
      FirstSeenEntity entity = known.remove(key);
      if (entity == null || !entity.verdict.equals(finding.verdict().name())) {
        entity = new FirstSeenEntity();
        entity.accountId = accountId;
        entity.rule = finding.rule();
        entity.resource = finding.resource().key();
        entity.verdict = finding.verdict().name();
        entity.seenAt = snapshot.finishedAt();
      }
      now.put(key, entity);
    }
    repository.saveAll(now.values());
    known.keySet().removeAll(now.keySet());
    repository.deleteAll(known.values());
  }

  private Map<FirstSeenEntity.Key, FirstSeenEntity> known(String accountId) {
    Map<FirstSeenEntity.Key, FirstSeenEntity> known = new HashMap<>();
    repository
        .findByAccountId(accountId)
        .forEach(e -> known.put(new FirstSeenEntity.Key(e.accountId, e.rule, e.resource), e));
    return known;
  }

  private static FirstSeenEntity.Key key(String accountId, Finding finding) {
    return new FirstSeenEntity.Key(accountId, finding.rule(), finding.resource().key());
  }
}
