package io.todoku.account;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.NativeQuery;

interface AccountRepository extends JpaRepository<AccountEntity, String> {

  /** Waits until no other node holds the lock, and holds it until the transaction ends. */
  @NativeQuery("select id from cluster_lock for update")
  int acquireClusterLock();

  @NativeQuery("select id from account where id = :accountId for update")
  Optional<String> lock(String accountId);
}
