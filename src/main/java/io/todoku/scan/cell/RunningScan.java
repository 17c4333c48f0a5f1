package io.todoku.scan.cell;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/** That an account is being scanned, and by which run: the key makes it one at a time. */
@Entity
@Table(name = "running_scan")
public class RunningScan implements Persistable<String> {

  @Id public String accountId = "";
  public UUID runId = new UUID(0, 0);

  @Override
  public String getId() {
    return accountId;
  }

  /** Always inserted, never merged over another run's. */
  @Override
  public boolean isNew() {
    return true;
  }
}
