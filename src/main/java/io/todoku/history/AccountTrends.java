package io.todoku.history;

import io.todoku.account.Waiver;
import io.todoku.account.Waivers;
import io.todoku.history.TrendPoint.VerdictCounts;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.RuleInfo.Level;
import io.todoku.rule.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The verdict counts of required rules after each scan, of many accounts at once. They are stored
 * beside the scans, because judging every snapshot again takes too long for a page of accounts;
 * what was waived at the time of a scan is not counted.
 */
@Component
public class AccountTrends {

  private static final String SECONDS_PER_DAY = "86400";

  private final JdbcClient database;
  private final Waivers waivers;
  private final RuleEngine judge;
  private final Clock clock;

  AccountTrends(JdbcClient database, Waivers waivers, RuleEngine judge, Clock clock) {
    this.database = database;
    this.waivers = waivers;
    this.judge = judge;
    this.clock = clock;
  }

  /** Stores the counts after a scan, in place of those stored for it before. */
  void save(String accountId, UUID run, Instant at, Collection<FindingState> states) {
    database
        .sql("delete from scan_count where run_id = ? and account_id = ?")
        .params(run, accountId)
        .update();
    VerdictCounts counts = count(states, waiversInForce(accountId, at));
    database
        .sql(
            "insert into scan_count"
                + " (run_id, account_id, fine_count, warn_count, unknown_count, fail_count)"
                + " values (?, ?, ?, ?, ?, ?)")
        .params(run, accountId, counts.fine(), counts.warned(), counts.unknown(), counts.failed())
        .update();
  }

  private List<Waiver> waiversInForce(String accountId, Instant at) {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    return waivers.of(accountId).stream()
        .filter(waiver -> !waiver.createdAt().isAfter(at) && waiver.isInForce(day))
        .toList();
  }

  private VerdictCounts count(Collection<FindingState> states, List<Waiver> inForce) {
    Set<String> required =
        judge.catalogue().stream()
            .filter(rule -> rule.level() == Level.REQUIRED)
            .map(RuleInfo::id)
            .collect(Collectors.toSet());
    VerdictCounts counts = VerdictCounts.NONE;
    for (FindingState state : states) {
      if (required.contains(state.rule()) && !isWaived(state, inForce)) {
        counts = counts.plus(state.verdict());
      }
    }
    return counts;
  }

  private static boolean isWaived(FindingState state, List<Waiver> inForce) {
    return state.verdict() != Verdict.PASS
        && inForce.stream()
            .anyMatch(waiver ->
                waiver.rule().equals(state.rule()) && state.resource().matches(waiver.resource()));
  }

  /** The counts of a run, by account id; accounts of which none are stored are left out. */
  @Transactional(readOnly = true)
  public Map<String, VerdictCounts> of(UUID run) {
    Map<String, VerdictCounts> counts = new HashMap<>();
    database
        .sql(
            "select account_id, fine_count, warn_count, unknown_count, fail_count from scan_count"
                + " where run_id = ?")
        .param(run)
        .query((RowCallbackHandler) row -> counts.put(row.getString("account_id"), counts(row)));
    return counts;
  }

  private static VerdictCounts counts(ResultSet row) throws SQLException {
    return new VerdictCounts(
        row.getInt("fine_count"),
        row.getInt("warn_count"),
        row.getInt("unknown_count"),
        row.getInt("fail_count"));
  }

  /**
   * The counts after the last scans of each account, oldest first; rechecks are none.
   *
   * @param limit on the scans of one account
   * @return by account id; accounts without scans are left out
   */
  @Transactional(readOnly = true)
  public Map<String, List<VerdictCounts>> last(int limit, Collection<String> accountIds) {
    Map<String, List<VerdictCounts>> trends = new HashMap<>();
    if (accountIds.isEmpty()) {
      return trends;
    }
    database
        .sql(
            """
            select account_id, fine_count, warn_count, unknown_count, fail_count from (
              select c.*, s.stored_at, row_number() over (
                  partition by c.account_id order by s.stored_at desc) as place
              from scan_count c
              join scan s on s.run_id = c.run_id and s.account_id = c.account_id
              where c.account_id in (:ids) and s.recheck_target is null) numbered
            where place <= :limit order by account_id, stored_at
            """)
        .param("ids", accountIds)
        .param("limit", limit)
        .query(
            (RowCallbackHandler)
                row ->
                    trends
                        .computeIfAbsent(row.getString("account_id"), _ -> new ArrayList<>())
                        .add(counts(row)));
    return trends;
  }

  /**
   * How many of the accounts had something to fix at the end of each of the last days, today (UTC)
   * last. An account keeps its counts until its next scan or recheck.
   *
   * @return by day; days before the first scan are left out
   */
  @Transactional(readOnly = true)
  public Map<LocalDate, Integer> accountsToFix(Set<String> accounts, int days) {
    LocalDate today = LocalDate.now(clock);
    LocalDate first = today.minusDays(days - 1L);
    Map<String, TreeMap<LocalDate, Boolean>> byAccount = new HashMap<>();
    database
        .sql(
            """
            select account_id, epoch_day, fail_count from (
              select account_id, epoch_day, fail_count, row_number() over (
                  partition by account_id, epoch_day order by stored_at desc) as place
              from (
                select c.account_id, c.fail_count, s.stored_at, greatest(:before,
                    cast(floor(extract(epoch from s.stored_at) / %s) as bigint)) as epoch_day
                from scan_count c
                join scan s on s.run_id = c.run_id and s.account_id = c.account_id) dated) numbered
            where place = 1
            """
                .formatted(SECONDS_PER_DAY))
        .param("before", first.toEpochDay() - 1)
        .query(
            (RowCallbackHandler)
                row -> {
                  String account = row.getString("account_id");
                  if (accounts.contains(account)) {
                    byAccount
                        .computeIfAbsent(account, _ -> new TreeMap<>())
                        .put(
                            LocalDate.ofEpochDay(row.getLong("epoch_day")),
                            row.getInt("fail_count") > 0);
                  }
                });
    Map<LocalDate, Integer> counts = new LinkedHashMap<>();
    for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
      LocalDate end = day;
      if (byAccount.values().stream().anyMatch(account -> account.floorEntry(end) != null)) {
        counts.put(day, (int) byAccount.values().stream().filter(a -> hadToFix(a, end)).count());
      }
    }
    return counts;
  }

  private static boolean hadToFix(TreeMap<LocalDate, Boolean> account, LocalDate day) {
    Map.Entry<LocalDate, Boolean> last = account.floorEntry(day);
    return last != null && last.getValue();
  }
}
