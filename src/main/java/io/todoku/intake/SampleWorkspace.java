package io.todoku.intake;

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
 * The bundled sample: four recorded accounts, judged like real ones, and the data that other
 * packages contribute.
 */
@Component
public class SampleWorkspace {

  private final SnapshotImport snapshotImport;
  private final Accounts accounts;
  private final List<SampleContributor> contributors;

  SampleWorkspace(
      SnapshotImport snapshotImport, Accounts accounts, List<SampleContributor> contributors) {
    this.snapshotImport = snapshotImport;
    this.accounts = accounts;
    this.contributors = contributors;
  }

  /**
   * Adds the sample's accounts, one by one; one whose id is taken by a real account is left out.
   */
  public void addSample() {
    try {
      var files = new PathMatchingResourcePatternResolver().getResources("classpath:sample/*.json");
      for (Resource file : files) {
        try (var in = file.getInputStream()) {
          Snapshot snapshot = SnapshotFile.read(in);
          if (accounts.find(snapshot.account().id()).map(Account::isSample).orElse(true)) {
            snapshotImport.importSample(snapshot);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    contributors.forEach(SampleContributor::addToSample);
  }

  /** Removes the sample's accounts and their data; other accounts stay. */
  @Transactional
  public void removeSample() {
    contributors.forEach(SampleContributor::removeFromSample);
    accounts.all().stream()
        .filter(Account::isSample)
        .forEach(account -> accounts.remove(account.id()));
  }
}
