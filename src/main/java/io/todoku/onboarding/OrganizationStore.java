package io.todoku.onboarding;

import io.todoku.account.Access;
import io.todoku.snapshot.OrganizationAccount;
import io.todoku.snapshot.OrganizationListing;
import io.todoku.snapshot.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Stores organizations and their accounts, as they were last listed. */
@Component
class OrganizationStore {

  private static final JsonMapper JSON = new JsonMapper();

  private final JdbcClient database;

  OrganizationStore(JdbcClient database) {
    this.database = database;
  }

  /** In the order in which they were added. */
  List<KnownOrganization> all() {
    return database
        .sql("select * from organization order by added_at, id")
        .query((row, _) -> organization(row))
        .list();
  }

  Optional<KnownOrganization> find(String id) {
    return database
        .sql("select * from organization where id = ?")
        .param(id)
        .query((row, _) -> organization(row))
        .optional();
  }

  /** Stores one for the first time, or its access where it is there already. */
  @Transactional
  public void save(OrganizationListing listing, Access access, String author, Instant now) {
    if (lock(listing.id())) {
      database
          .sql(
              "update organization set access_kind = ?, role_arn = ?, external_id = ?, profile = ?"
                  + " where id = ?")
          .param(kind(access))
          .param(roleArn(access))
          .param(externalId(access))
          .param(profile(access))
          .param(listing.id())
          .update();
    } else {
      database
          .sql(
              "insert into organization (id, management_account, access_kind, role_arn, external_id,"
                  + " profile, rules, added_by, added_at, listed_at, attempted_at, gaps)"
                  + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '[]')")
          .param(listing.id())
          .param(listing.managementAccount())
          .param(kind(access))
          .param(roleArn(access))
          .param(externalId(access))
          .param(profile(access))
          .param(JSON.writeValueAsString(OnboardingRules.suggested(listing)))
          .param(author)
          .param(time(now))
          .param(time(now))
          .param(time(now))
          .update();
    }
    storeListing(listing, now);
  }

  /** Stores a newer listing; not where the organization is not remembered any more. */
  @Transactional
  public void update(OrganizationListing listing, Instant now) {
    if (lock(listing.id())) {
      storeListing(listing, now);
    }
  }

  private void storeListing(OrganizationListing listing, Instant now) {
    database
        .sql(
            "update organization set management_account = ?, listed_at = ?, attempted_at = ?,"
                + " failure = null, gaps = ? where id = ?")
        .params(
            listing.managementAccount(),
            time(now),
            time(now),
            JSON.writeValueAsString(listing.causes()),
            listing.id())
        .update();
    Set<String> stored = new HashSet<>(accountIds(listing.id()));
    for (OrganizationAccount account : listing.accounts()) {
      String json = JSON.writeValueAsString(account);
      if (stored.remove(account.id())) {
        database
            .sql(
                "update organization_account set status = ?, listed = ?, left_at = null"
                    + " where organization_id = ? and account_id = ?")
            .params(account.status(), json, listing.id(), account.id())
            .update();
      } else {
        database
            .sql(
                "insert into organization_account (organization_id, account_id, status, listed,"
                    + " first_listed_at) values (?, ?, ?, ?, ?)")
            .params(listing.id(), account.id(), account.status(), json, time(now))
            .update();
      }
    }
    for (String missing : stored) {
      database
          .sql(
              "update organization_account set left_at = coalesce(left_at, ?)"
                  + " where organization_id = ? and account_id = ?")
          .params(time(now), listing.id(), missing)
          .update();
    }
  }

  /** Stores that the accounts could not be listed; what was listed before stays. */
  @Transactional
  public void fail(String id, Reason reason, Instant now) {
    database
        .sql("update organization set failure = ?, attempted_at = ? where id = ?")
        .params(JSON.writeValueAsString(reason), time(now), id)
        .update();
  }

  @Transactional
  public void changeRules(String id, OnboardingRules rules) {
    database
        .sql("update organization set rules = ? where id = ?")
        .params(JSON.writeValueAsString(rules), id)
        .update();
  }

  /**
   * @param author who decided that these accounts are not offered; null where they are again
   */
  @Transactional
  public void decline(String id, List<String> accounts, @Nullable String author) {
    for (String account : accounts) {
      database
          .sql(
              "update organization_account set declined_by = ?"
                  + " where organization_id = ? and account_id = ?")
          .param(author)
          .param(id)
          .param(account)
          .update();
    }
  }

  @Transactional
  public void remove(String id) {
    database.sql("delete from organization where id = ?").param(id).update();
  }

  /** In the order of their ids. */
  List<OrganizationMember> members(String id) {
    return database
        .sql(
            "select m.*, (select count(*) from account a where a.id = m.account_id) as known"
                + " from organization_account m where organization_id = ? order by account_id")
        .param(id)
        .query((row, _) -> member(row))
        .list();
  }

  /**
   * How many accounts of each organization can be added, by its id. Organizations without such
   * accounts are left out.
   */
  List<OfferedAccounts> offers() {
    return database
        .sql(
            "select organization_id, count(*) as offered from organization_account m"
                + " where status = 'ACTIVE' and left_at is null and declined_by is null"
                + " and not exists (select 1 from account a where a.id = m.account_id)"
                + " group by organization_id order by organization_id")
        .query((row, _) -> new OfferedAccounts(row.getString(1), row.getInt(2)))
        .list();
  }

  /** Accounts here that no organization has as active any more although one had them. */
  List<OrganizationDeparture> departures() {
    return database
        .sql(
            "select m.* from organization_account m"
                + " where (status <> 'ACTIVE' or left_at is not null)"
                + " and exists (select 1 from account a where a.id = m.account_id)"
                + " and not exists (select 1 from organization_account o"
                + "  where o.account_id = m.account_id and o.status = 'ACTIVE'"
                + "  and o.left_at is null)"
                + " order by account_id, organization_id")
        .query((row, _) ->
            new OrganizationDeparture(
                row.getString("account_id"),
                row.getString("organization_id"),
                row.getString("status"),
                instant(row, "left_at")))
        .list();
  }

  private List<String> accountIds(String id) {
    return database
        .sql("select account_id from organization_account where organization_id = ?")
        .param(id)
        .query((row, _) -> row.getString(1))
        .list();
  }

  /** Whether it is there; nobody else changes it until the transaction ends. */
  private boolean lock(String id) {
    return database
        .sql("select id from organization where id = ? for update")
        .param(id)
        .query(String.class)
        .optional()
        .isPresent();
  }

  private static KnownOrganization organization(ResultSet row) throws SQLException {
    String failure = row.getString("failure");
    return new KnownOrganization(
        row.getString("id"),
        row.getString("management_account"),
        access(row),
        JSON.readValue(row.getString("rules"), OnboardingRules.class),
        row.getString("added_by"),
        required(row, "added_at"),
        required(row, "listed_at"),
        required(row, "attempted_at"),
        failure == null ? null : JSON.readValue(failure, Reason.class),
        JSON.readValue(row.getString("gaps"), new TypeReference<List<Reason>>() {}));
  }

  private static OrganizationMember member(ResultSet row) throws SQLException {
    return new OrganizationMember(
        JSON.readValue(row.getString("listed"), OrganizationAccount.class),
        required(row, "first_listed_at"),
        instant(row, "left_at"),
        row.getString("declined_by"),
        row.getInt("known") > 0);
  }

  private static Access access(ResultSet row) throws SQLException {
    return switch (row.getString("access_kind")) {
      case "role" -> new Access.IamRole(row.getString("role_arn"), row.getString("external_id"));
      case "profile" -> new Access.Profile(row.getString("profile"));
      default -> new Access.DefaultChain();
    };
  }

  private static String kind(Access access) {
    return switch (access) {
      case Access.IamRole _ -> "role";
      case Access.Profile _ -> "profile";
      case Access.DefaultChain _, Access.SnapshotsOnly _ -> "default";
    };
  }

  private static @Nullable String roleArn(Access access) {
    return access instanceof Access.IamRole role ? role.roleArn() : null;
  }

  private static @Nullable String externalId(Access access) {
    return access instanceof Access.IamRole role ? role.externalId() : null;
  }

  private static @Nullable String profile(Access access) {
    return access instanceof Access.Profile(String name) ? name : null;
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static Instant required(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
