package io.todoku.identity.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.identity.audit.AuditLog.AuditCheck;
import io.todoku.identity.audit.AuditLog.AuditEvent;
import io.todoku.identity.audit.AuditLog.AuditQuery;
import io.todoku.identity.signin.SecurityFixture;
import io.todoku.testing.ConcurrentCalls;
import io.todoku.testing.HttpBrowser;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What people do, read back from the audit log. */
class AuditLogIntegrationTests extends SecurityFixture {

  private static final AuditQuery ALL =
      new AuditQuery("", "", "", Optional.empty(), Optional.empty(), Long.MAX_VALUE, 10_000);

  @Autowired private AuditLog log;

  @BeforeEach
  void emptyLog() {
    database.sql("delete from audit_entry").update();
    database.sql("update audit_head set seq = 0, hash = ?").param(AuditEntry.FIRST_HASH).update();
  }

  private String idOf(String userName) {
    return database
        .sql("select id from app_user where name = ?")
        .param(userName)
        .query(String.class)
        .single();
  }

  private AuditEntry last() {
    return log.find(ALL).getFirst();
  }

  private static AuditEvent event(String actor, String value) {
    return new AuditEvent(
        actor, "OPERATOR", "192.0.2.7", "waiver.add", "/accounts/1/waivers", "DONE", "", value);
  }

  @Test
  void anEntryHoldsWhoDidWhatWhenFromWhereWithTheValues() throws Exception {
    signIn(browser);
    browser.get("/profile");
    browser.post(
        "/settings/users",
        Map.of("name", "ken", "role", "VIEWER", "limited", "true", "client", "Example KK"));
    String ken = idOf("ken");
    Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);

    browser.post(
        "/settings/users/" + ken, Map.of("name", "ken", "role", "OPERATOR", "limited", "false"));

    AuditEntry entry = last();
    assertThat(entry.at()).isBetween(before, Instant.now());
    assertThat(entry)
        .returns("mika", AuditEntry::actor)
        .returns("ADMINISTRATOR", AuditEntry::actorRole)
        .returns("127.0.0.1", AuditEntry::address)
        .returns("user.change", AuditEntry::action)
        .returns("/settings/users/" + ken, AuditEntry::path)
        .returns("DONE", AuditEntry::outcome);
    assertThat(entry.oldValue()).contains("\"role\":\"VIEWER\"", "\"names\":[\"Example KK\"]");
    assertThat(entry.newValue()).contains("\"role\":\"OPERATOR\"", "\"limited\":\"false\"");
  }

  @Test
  void signingInAndOutAndWrongPasswordsAreEntries() throws Exception {
    signIn(browser);
    HttpBrowser other = new HttpBrowser(port);
    other.get("/sign-in");
    other.post("/sign-in", Map.of("name", "mika", "password", "not the right words"));
    other.post("/sign-in", Map.of("name", "mika", "password", PASSWORD));
    other.get("/profile");
    other.post("/sign-out", Map.of());

    assertThat(log.find(ALL).reversed())
        .extracting(entry -> entry.actor() + " " + entry.action() + " " + entry.outcome())
        .containsExactly(
            "mika user.set-up DONE",
            "mika session.begin REFUSED",
            "mika session.begin DONE",
            "mika session.end DONE");
    assertThat(log.find(ALL)).allSatisfy(entry -> assertThat(entry.address()).isNotEmpty());
  }

  @Test
  void whatWasRefusedOrNotValidIsAnEntryThatSaysSo() throws Exception {
    signIn(browser);
    browser.get("/profile");
    browser.post("/settings/users", Map.of("name", "", "role", "VIEWER"));
    assertThat(last())
        .returns("user.invite", AuditEntry::action)
        .returns("FAILED", AuditEntry::outcome);
    String own = "/settings/users/" + idOf("mika");
    browser.post(own + "/remove", Map.of());
    assertThat(last())
        .as("the last administrator stays")
        .returns("user.remove", AuditEntry::action)
        .returns("FAILED", AuditEntry::outcome);
    database.sql("update app_user set role = 'VIEWER'").update();
    browser.post(own + "/remove", Map.of());
    assertThat(last())
        .returns("user.remove", AuditEntry::action)
        .returns("VIEWER", AuditEntry::actorRole)
        .returns("REFUSED", AuditEntry::outcome);
  }

  @Test
  void noSecretIsKept() throws Exception {
    signIn(browser);
    browser.get("/profile");
    browser.post(
        "/profile/password", Map.of("present", PASSWORD, "password", "quite another row of words"));
    assertThat(last().action()).isEqualTo("user.change-password");
    browser.get("/profile");
    browser.post(
        "/accounts",
        Map.of(
            "id", "111111111111",
            "name", "x",
            "access", "role",
            "roleArn", "arn:aws:iam::111111111111:role/Todoku",
            "externalId", "hush-hush",
            "environment", "production"));
    assertThat(last().newValue())
        .contains("\"roleArn\":\"arn:aws:iam::111111111111:role/Todoku\"", "\"externalId\":\"…\"");
    browser.post(
        "/settings/notifications",
        Map.of("kind", "webhook", "name", "x", "target", "https://hooks.example.com/T0/B1/hush"));
    assertThat(last().action()).isEqualTo("channel.add");
    assertThat(last().newValue()).contains("\"target\":\"https://hooks.example.com/…\"");

    assertThat(log.find(ALL).toString())
        .doesNotContain("hush", PASSWORD, "quite another row of words", "_csrf");
  }

  @Test
  void aChangedRemovedOrMissingEntryIsFound() {
    for (int i = 1; i <= 5; i++) {
      log.append(event("mika", "value " + i));
    }
    String last = last().hash();
    assertThat(log.check()).isEqualTo(new AuditCheck(5, 0, last));
    database.sql("update audit_entry set new_value = 'value 9' where seq = 3").update();
    assertThat(log.check().brokenAt()).isEqualTo(3);
    database.sql("update audit_entry set new_value = 'value 3' where seq = 3").update();
    assertThat(log.check().brokenAt()).isZero();
    database.sql("update audit_entry set actor = 'ken' where seq = 5").update();
    assertThat(log.check().brokenAt()).isEqualTo(5);
    database.sql("delete from audit_entry where seq = 5").update();
    assertThat(log.check().brokenAt()).as("the end was cut off").isEqualTo(5);
    database.sql("delete from audit_entry where seq = 2").update();
    assertThat(log.check().brokenAt()).isEqualTo(2);
  }

  @Test
  void concurrentEntriesFormOneChain() throws Exception {
    ConcurrentCalls.repeat(
        40,
        caller -> {
          AuditEvent event = event("mika", "at the same time");
          if (caller % 2 == 0) {
            log.append(event);
          } else {
            log.appendOrLog(event);
          }
        });

    assertThat(log.find(ALL).reversed())
        .extracting(AuditEntry::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
    assertThat(log.check().brokenAt()).isZero();
  }

  @Test
  void longAndHostileTextsAreKeptAsFarAsTheyFit() {
    log.append(event("=cmd|' /C calc'!A0\0".repeat(20), "<script>" + "x".repeat(5_000)));

    AuditEntry entry = last();
    assertThat(entry.actor()).hasSize(100).endsWith("…").doesNotContain("\0");
    assertThat(entry.newValue()).hasSize(4_000).startsWith("<script>").endsWith("…");
    assertThat(log.check().brokenAt()).isZero();
  }

  @Test
  void theFilterFindsByPersonActionThingAndDay() {
    log.append(event("mika", "one"));
    log.append(
        new AuditEvent(
            "ken", "VIEWER", "192.0.2.8", "waiver.undo", "/accounts/2_2/x", "DONE", "", "two"));
    Instant later = Instant.now().plusSeconds(60);
    assertThat(values(new AuditQuery("ken", "", "", none(), none(), Long.MAX_VALUE, 9)))
        .containsExactly("two");
    assertThat(values(new AuditQuery("", "waiver", "", none(), none(), Long.MAX_VALUE, 9)))
        .containsExactly("two", "one");
    assertThat(values(new AuditQuery("", "waiver.add", "", none(), none(), Long.MAX_VALUE, 9)))
        .containsExactly("one");
    assertThat(values(new AuditQuery("", "", "2_2", none(), none(), Long.MAX_VALUE, 9)))
        .as("an underscore is no wildcard")
        .containsExactly("two");
    assertThat(values(new AuditQuery("", "", "", Optional.of(later), none(), Long.MAX_VALUE, 9)))
        .isEmpty();
    assertThat(values(new AuditQuery("", "", "", none(), Optional.of(later), 2, 9)))
        .as("older than the second")
        .containsExactly("one");
  }

  private static Optional<Instant> none() {
    return Optional.empty();
  }

  private List<String> values(AuditQuery query) {
    return log.find(query).stream().map(AuditEntry::newValue).toList();
  }

  @Test
  void thePageAndTheExportsShowTheEntries() throws Exception {
    log.append(event("=1+1", "<b>one</b>"));
    signIn(browser);
    assertThat(browser.get("/settings/audit?actor=%3D1%2B1").body())
        .contains("Finding waived", "/accounts/1/waivers", "&lt;b&gt;one&lt;/b&gt;")
        .doesNotContain("/sign-in/first");
    assertThat(browser.get("/settings/audit?action=session.begin").body())
        .as("actions are chosen by their names")
        .contains(
            "<option value=\"session.begin\" selected=\"selected\">Signed in</option>",
            "<option value=\"waiver.add\">Finding waived</option>");
    assertThat(browser.get("/settings/audit?check=true").body())
        .contains("The log is intact: 2 entries", last().hash());
    String csv = browser.get("/settings/audit/export?format=csv").body();
    assertThat(csv)
        .startsWith("seq,at,actor,role,address,action,path,outcome,old,new,previous_hash,hash")
        .contains(",'=1+1,OPERATOR,192.0.2.7,waiver.add,/accounts/1/waivers,DONE,");
    assertThat(browser.get("/settings/audit/export?action=waiver").body())
        .contains("\"actor\":\"=1+1\"", "\"hash\":\"")
        .doesNotContain("user.set-up");
    assertThat(last().action()).as("an export is an entry itself").isEqualTo("audit.export");
    assertThat(browser.get("/settings/audit/export?format=xml").statusCode()).isEqualTo(400);
  }

  @Test
  void aBrokenLogIsToldOnThePage() throws Exception {
    log.append(event("mika", "one"));
    signIn(browser);
    database.sql("update audit_entry set new_value = 'two' where seq = 1").update();
    assertThat(browser.get("/settings/audit?check=true").body())
        .contains("Entry 1 was changed")
        .doesNotContain("The log is intact");
  }
}
