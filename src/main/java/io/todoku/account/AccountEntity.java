package io.todoku.account;

import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.Environment;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account as stored. */
@Entity
@Table(name = "account")
class AccountEntity {

  @Id String id = "";
  String name = "";
  String client = "";

  @Enumerated(EnumType.STRING)
  Environment environment = Environment.PRODUCTION;

  @Column(name = "access_kind")
  String accessKind = "default";

  @Nullable String roleArn;
  @Nullable String externalId;
  @Nullable String profile;
  String regions = "";
  String mailDomains = "";

  /** Whether it comes from the configuration file, which then decides. */
  boolean configured;

  static AccountEntity of(Account account, boolean configured) {
    AccountEntity entity = new AccountEntity();
    entity.id = account.id();
    entity.name = account.name();
    entity.client = account.client();
    entity.environment = account.environment();
    entity.regions = String.join(",", account.regions());
    entity.mailDomains = MailDomainLines.format(account.mailDomains());
    entity.configured = configured;
    switch (account.access()) {
      case Access.IamRole(String arn, String external) -> {
        entity.accessKind = "role";
        entity.roleArn = arn;
        entity.externalId = external;
      }
      case Access.Profile(String name) -> {
        entity.accessKind = "profile";
        entity.profile = name;
      }
      case Access.DefaultChain() -> entity.accessKind = "default";
      case Access.SnapshotsOnly(boolean sample) ->
          entity.accessKind = sample ? "sample" : "recorded";
    }
    return entity;
  }

  Account toAccount() {
    String called = name.isBlank() ? id : name;
    return new Account(
        id, called, client, environment, toAccess(), splitList(regions), parseMailDomains());
  }

  private Access toAccess() {
    if (accessKind.equals("role") && roleArn != null) {
      return new Access.IamRole(roleArn, externalId);
    }
    if (accessKind.equals("profile") && profile != null) {
      return new Access.Profile(profile);
    }
    return switch (accessKind) {
      case "sample" -> new Access.SnapshotsOnly(true);
      case "recorded" -> new Access.SnapshotsOnly(false);
      default -> new Access.DefaultChain();
    };
  }

  /** The mail domains; a domain that an older release stored twice is returned once. */
  private List<MailDomain> parseMailDomains() {
    return MailDomain.merged(MailDomainLines.parse(mailDomains));
  }

  static List<String> splitList(String commas) {
    return Arrays.stream(commas.split("[,\\s]+")).filter(s -> !s.isEmpty()).toList();
  }
}
