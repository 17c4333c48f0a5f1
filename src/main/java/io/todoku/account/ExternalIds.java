package io.todoku.account;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  static String random() {
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
    accounts.acquireClusterLock();
    return stored(client)
        .orElseGet(() -> {
          String chosen =
              ofAccounts(client)
                  .orElseGet(() -> isFree(proposed, client) ? String.valueOf(proposed) : random());
          if (chosen.length() <= MAX_STORED) {
            database
                .sql(
                    "insert into client_external_id (client, external_id, created_at) values (?, ?, ?)")
                .params(
                    client,
                    chosen,
                    clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .update();
          }
          return chosen;
        });
  }

  /** Whether an id has a valid form and is not that of another client. */
  private boolean isFree(@Nullable String id, String client) {
    return id != null
        && Access.IamRole.isExternalId(id)
        && database
            .sql("select external_id from client_external_id where external_id = ?")
            .param(id)
            .query((row, _) -> row.getString(1))
            .list()
            .isEmpty()
        && accounts.all().stream()
            .filter(account -> !account.client().strip().equals(client))
            .noneMatch(account ->
                account.access() instanceof Access.IamRole role && id.equals(role.externalId()));
  }

  private Optional<String> stored(String client) {
    return database
        .sql("select external_id from client_external_id where client = ?")
        .param(client)
        .query(String.class)
        .optional();
  }

  /**
   * The one that most accounts of the client have. One that is another client's was typed by
   * mistake: it would let the roles of one client be assumed in the name of the other.
   */
  private Optional<String> ofAccounts(String client) {
    return accounts.all().stream()
        .filter(account -> account.client().strip().equals(client))
        .flatMap(account ->
            account.access() instanceof Access.IamRole role
                ? Stream.ofNullable(role.externalId())
                : Stream.empty())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .filter(used -> isFree(used.getKey(), client))
        .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }
}
