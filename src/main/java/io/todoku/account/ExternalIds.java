package io.todoku.account;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The external id of each client, which the roles of all its accounts require. Todoku makes it, so
 * that nobody can choose the one of another client.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html">The confused
 *     deputy problem</a>
 */
@Component
public class ExternalIds {

  private static final int MAX_STORED = 64;

  private final JdbcClient database;
  private final Accounts accounts;
  private final Clock clock;

  ExternalIds(JdbcClient database, Accounts accounts, Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** A random one that belongs to nobody yet. */
  public static String random() {
    return UUID.randomUUID().toString();
  }

  /**
   * Returns the external id of a client. One that has none yet keeps that of its accounts or, where
   * they have none, the proposed one from now on.
   *
   * @param proposed that was shown for the client; null for a new one
   */
  @Transactional
  public String of(String client, @Nullable String proposed) {
    return stored(client)
        .orElseGet(() -> {
          accounts.acquireClusterLock();
          return stored(client)
              .orElseGet(() -> {
                IdsInUse used = IdsInUse.of(accounts.all(), storedIds());
                return store(client, used.choose(client, proposed));
              });
        });
  }

  /**
   * Returns the external ids of clients, as {@link #of} does for one that nothing was proposed for,
   * with one reading of accounts and stored ids for all of them.
   */
  @Transactional
  public Map<String, String> ofAll(Set<String> clients) {
    Map<String, String> ids = storedIds();
    if (!ids.keySet().containsAll(clients)) {
      accounts.acquireClusterLock();
      ids = storedIds();
      IdsInUse used = IdsInUse.of(accounts.all(), ids);
      for (String client : clients) {
        if (!ids.containsKey(client)) {
          ids.put(client, store(client, used.choose(client, null)));
        }
      }
    }
    ids.keySet().retainAll(clients);
    return ids;
  }

  private String store(String client, String id) {
    if (id.length() <= MAX_STORED) {
      database
          .sql("insert into client_external_id (client, external_id, created_at) values (?, ?, ?)")
          .params(
              client, id, clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
          .update();
    }
    return id;
  }

  private Optional<String> stored(String client) {
    return database
        .sql("select external_id from client_external_id where client = ?")
        .param(client)
        .query(String.class)
        .optional();
  }

  /** By client. */
  private Map<String, String> storedIds() {
    Map<String, String> ids = new HashMap<>();
    database
        .sql("select client, external_id from client_external_id")
        .query(row -> {
          ids.put(row.getString(1), row.getString(2));
        });
    return ids;
  }

  /**
   * Who uses which id.
   *
   * @param clients by id, those whose accounts have it or for whom it is stored
   * @param counts by client, how many of its accounts have each id
   */
  private record IdsInUse(
      Map<String, Set<String>> clients, Map<String, Map<String, Integer>> counts) {

    static IdsInUse of(List<Account> accounts, Map<String, String> stored) {
      IdsInUse used = new IdsInUse(new HashMap<>(), new HashMap<>());
      stored.forEach((client, id) -> used.add(client, id));
      for (Account account : accounts) {
        if (account.access() instanceof Access.IamRole(_, String id) && id != null) {
          String client = account.client().strip();
          used.add(client, id);
          used.counts.computeIfAbsent(client, _ -> new HashMap<>()).merge(id, 1, Integer::sum);
        }
      }
      return used;
    }

    private void add(String client, String id) {
      clients.computeIfAbsent(id, _ -> new HashSet<>()).add(client);
    }

    /**
     * The id that most accounts of the client have, otherwise the proposed one, otherwise a new
     * one. One that is another client's was typed by mistake: it would let the roles of one client
     * be assumed in the name of the other.
     */
    String choose(String client, @Nullable String proposed) {
      return counts.getOrDefault(client, Map.of()).entrySet().stream()
          .filter(used -> isFree(used.getKey(), client))
          .max(
              Map.Entry.<String, Integer>comparingByValue()
                  .thenComparing(Map.Entry.comparingByKey()))
          .map(Map.Entry::getKey)
          .orElseGet(() -> proposed != null && isFree(proposed, client) ? proposed : random());
    }

    /** Whether an id has a valid form and is not that of another client. */
    private boolean isFree(String id, String client) {
      return Access.IamRole.isExternalId(id)
          && Set.of(client).containsAll(clients.getOrDefault(id, Set.of()));
    }
  }
}
