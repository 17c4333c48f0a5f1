package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The bundled sample: four recorded accounts that go the same way as real ones, and what other
 * rooms add.
 */
@Component
public class SampleWorkspace {

  private final SnapshotImport snapshotImport;
  private final Accounts accounts;
  private final List<SamplePart> parts;

  SampleWorkspace(SnapshotImport snapshotImport, Accounts accounts, List<SamplePart> parts) {
    this.snapshotImport = snapshotImport;
    this.accounts = accounts;
    this.parts = parts;
  }

  /**
   * Adds the sample's accounts, one by one; one whose id is taken by a real account is left out.
   */
  public void open() {
    try {
      var files = new PathMatchingResourcePatternResolver().getResources("classpath:sample/*.json");
      for (Resource file : files) {
        try (var in = file.getInputStream()) {
          Snapshot snapshot = SnapshotFile.read(in);
          if (accounts.find(snapshot.account().id()).map(Account::sample).orElse(true)) {
            snapshotImport.take(snapshot, true);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    parts.forEach(SamplePart::open);
  }

  /** Removes the sample's accounts and what was kept for them; others stay. */
  @Transactional
  public void close() {
    parts.forEach(SamplePart::close);
    accounts.all().stream()
        .filter(Account::sample)
        .forEach(account -> accounts.remove(account.id()));
  }
}
