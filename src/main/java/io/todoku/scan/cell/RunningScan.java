package io.todoku.scan.cell;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/** Records which run is scanning an account; the key allows only one at a time. */
@Entity
@Table(name = "running_scan")
public class RunningScan implements Persistable<String> {

  @Id public String accountId = "";
  public UUID runId = new UUID(0, 0);

  @Override
  public String getId() {
    return accountId;
  }

  /** Always true, so that a row is inserted and never replaces another run's. */
  @Override
  public boolean isNew() {
    return true;
  }
}
