package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.peers.AwsProxy;
import io.todoku.peers.AwsProxy.AwsCall;
import io.todoku.peers.AwsSdkProperties;
import io.todoku.peers.AwsTestAccounts;
import io.todoku.peers.TestOrganization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * A server beside an AWS organization of 60 member accounts: two units with units for production
 * and tests in them, and tags that name the client.
 */
abstract class OrganizationFixture extends ApiFixture {

  static final String MANAGEMENT = "888888888888";
  static final int MEMBERS = 60;
  static final String HOSTILE = "=cmd|'/c calc'!A0 <script>alert(1)</script>";

  @TempDir static Path dir;

  private static @Nullable AwsTestAccounts aws;
  private static @Nullable AwsSdkProperties properties;
  static @Nullable TestOrganization organization;
  static final List<String> members = new ArrayList<>();
  static String unitA = "";

  @Autowired Accounts accounts;
  @Autowired WebApplicationContext context;

  @BeforeAll
  static void startOrganization() throws Exception {
    AwsTestAccounts started = AwsTestAccounts.start(dir);
    aws = started;
    TestOrganization created = started.createOrganization(MANAGEMENT);
    organization = created;
    members.clear();
    unitA = created.createUnit(created.root(), "A");
    String b = created.createUnit(created.root(), "B");
    List<String> units =
        List.of(
            created.createUnit(unitA, "Prod"),
            created.createUnit(unitA, "Test"),
            created.createUnit(b, "Prod"),
            created.createUnit(b, "Sandbox"));
    for (int i = 0; i < MEMBERS - 1; i++) {
      members.add(
          created.createAccount(
              units.get(i % units.size()),
              "member " + i,
              Map.of("Client", "Client " + (char) ('A' + i % 3))));
    }
    members.add(created.createAccount(units.getFirst(), HOSTILE, Map.of("Client", HOSTILE)));
    properties = AwsSdkProperties.pointTo(started.proxy().endpoint());
  }

  @AfterAll
  static void stopOrganization() {
    if (properties != null) {
      properties.close();
    }
    if (organization != null) {
      organization.close();
    }
    if (aws != null) {
      aws.close();
    }
    organization = null;
    aws = null;
    properties = null;
  }

  @BeforeEach
  void begin() throws Exception {
    proxy().reset();
    for (JsonNode known : get("/organizations").json()) {
      assertThat(call("DELETE", "/organizations/" + known.get("id").asString(), null).status())
          .isEqualTo(204);
    }
    for (Account account : accounts.all()) {
      if (!accounts.isConfigured(account.id())) {
        accounts.remove(account.id());
      }
    }
    addAccountWithProfile(); // with one account only, its checklist would be the dashboard
  }

  static AwsProxy proxy() {
    return Objects.requireNonNull(aws).proxy();
  }

  static TestOrganization organization() {
    return Objects.requireNonNull(organization);
  }

  static Predicate<AwsCall> named(String action) {
    return call -> call.name().equals(action);
  }

  String address(String path) {
    return "http://127.0.0.1:" + port + path;
  }
}
