package io.todoku;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import io.todoku.locale.ShownDate;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** On the checklist: finding what is to do, copying it, answering, waiving, writing notes. */
class ChecklistTasksIntegrationTests extends TaskFixture {

  private static final String MATCHES = "ptr-matches-a";
  private static final String LIMIT = "send-limit-removed";
  private static final String REGION = "ap-northeast-1";
  private static final String REASON = "moves in March";
  private static final String UNTIL = LocalDate.now().plusDays(30).toString();

  @ParameterizedTest
  @MethodSource("visitors")
  void whatIsFirstIsFoundReadAndCopied(Visitor visitor) {
    UserPage user = visit(visitor);
    user.title(user.text("nav.accounts"));
    Locator first = BrowserActions.accountRows(user.page).first();
    assertThat(first).containsText(ACCOUNT);
    assertThat(first).containsText(user.text("readiness.NOT_READY"));
    String sentence = first.locator(".first span").innerText();

    first.locator(".first").click();

    user.title(ACCOUNT);
    Locator row = user.page.locator("details.task[open]");
    assertThat(row).hasCount(1);
    assertThat(row.locator("summary .sentence").first()).containsText(sentence);
    assertThat(user.unfold(row, "item.evidence")).containsText("NXDOMAIN");
    Locator form = row.locator(".form").first();
    assertThat(form.locator("pre")).containsText("300  IN  A  192.0.2.11");
    Locator copy = form.locator("[data-copy]");
    if (visitor.scripts) {
      row.locator("[data-placeholder=MAIL-HOST-NAME]").first().fill("mail11.example.com");
      copy.focus();
      user.page.keyboard().press("Enter");
      await()
          .pollInSameThread()
          .until(
              () -> user.page.evaluate("navigator.clipboard.readText()"),
              "mail11.example.com.  300  IN  A  192.0.2.11"::equals);
      assertThat(copy).isFocused();
    } else {
      assertThat(copy).isHidden();
    }
    leave(user);
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void aQuestionIsAnsweredUndoneAndTakenBack(Visitor visitor) throws Exception {
    UserPage user = visit(visitor);
    openAccount(user, ACCOUNT);
    Locator question = question(user);
    user.choose(question, "attest.state", "GRANTED");
    user.fill(question, "attest.case", "170000001");
    user.press(question, "attest.do");

    Locator done = user.done("done.attested", REGION);
    assertThat(item(ACCOUNT_ID, LIMIT, REGION).get("verdict").asString()).isEqualTo("PASS");
    user.press(done, "undo.do");

    user.done("done.withdrawn");
    assertThat(item(ACCOUNT_ID, LIMIT, REGION).get("verdict").asString()).isEqualTo("UNKNOWN");
    question = question(user);
    user.choose(question, "attest.state", "REQUESTED");
    user.press(question, "attest.do");
    user.done("done.attested", REGION);
    Locator attestations = user.unfold(user.main(), "document.said");
    assertThat(attestations).containsText(user.text("document.word.REQUESTED"));
    user.press(attestations, "attest.withdraw");

    user.done("done.withdrawn");
    assertThat(user.page.locator("#attestations")).hasCount(0);
    leave(user);
  }

  private static Locator question(UserPage user) {
    Locator row =
        user.page
            .locator("details.task")
            .filter(
                new Locator.FilterOptions()
                    .setHas(user.page.locator("form[action$=attestations]")));
    user.unfold(user.open(row), "attest.title");
    return row;
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void whatAddressesDoIsSaidForOneAndForAll(Visitor visitor) {
    UserPage user = visit(visitor);
    openAccount(user, ACCOUNT);
    Locator form = answers(user);
    user.choose(form, "sender.role", "no");
    user.choose(form, "sender.receives", "no");
    user.fill(form, "waive.reason", "web servers");
    user.press(form, "sender.do");

    user.refused("input.none-selected");
    form = answers(user);
    assertThat(user.field(form, "waive.reason")).hasValue("web servers");
    assertThat(user.field(form, "sender.role")).hasValue("no");
    form.getByLabel("192.0.2.8").check();
    user.press(form, "sender.do");

    Locator done = user.done("done.roles", 1);
    assertThat(overruled(user)).hasCount(1);
    assertThat(overruled(user)).containsText("192.0.2.8");
    user.press(done, "undo.do");

    user.done("done.roles.undone");
    assertThat(overruled(user)).hasCount(0);
    form = answers(user);
    if (visitor.scripts) {
      form.getByLabel(user.text("select.all")).check();
    } else {
      form.locator("input[name=address]").all().forEach(Locator::check);
    }
    user.choose(form, "sender.role", "no");
    user.choose(form, "sender.receives", "no");
    user.fill(form, "waive.reason", "web servers");
    user.press(form, "sender.do");

    done = user.done("done.roles", 4);
    assertThat(overruled(user)).hasCount(4);
    user.press(done, "undo.do");
    user.done("done.roles.undone");
    assertThat(overruled(user)).hasCount(0);
    leave(user);
  }

  /** The addresses of which a person said that they do nothing. */
  private static Locator overruled(UserPage user) {
    return user.page
        .locator("#senders tr")
        .filter(new Locator.FilterOptions().setHasText(user.text("sender.short.OVERRULED")));
  }

  private static Locator answers(UserPage user) {
    Locator row = user.row(user.text("cause.TIMEOUT.mail-servers", 4, ""));
    return user.unfold(user.open(row), "answer.addresses");
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void oneFindingIsWaivedUndoneAndItsWaiverEnded(Visitor visitor) throws Exception {
    UserPage user = visit(visitor);
    openAccount(user, ACCOUNT);
    waive(user);
    assertThat(item(ACCOUNT_ID, MATCHES, "192.0.2.7").at("/waiver/reason").asString())
        .isEqualTo(REASON);
    user.press(
        user.done("done.waived", ShownDate.of(LocalDate.parse(UNTIL), visitor.locale), 1),
        "undo.do");

    user.done("done.revoked");
    assertThat(item(ACCOUNT_ID, MATCHES, "192.0.2.7").get("waiver").isNull()).isTrue();
    waive(user);
    user.done("done.waived", ShownDate.of(LocalDate.parse(UNTIL), visitor.locale), 1);
    Locator waived = user.unfold(user.main(), "checklist.part.WAIVED");
    Locator line = user.open(waived.locator("li > details").first());
    assertThat(line).containsText(REASON);
    assertThat(line).containsText(ShownDate.of(LocalDate.parse(UNTIL), visitor.locale));
    user.press(line, "waive.revoke");

    user.done("done.revoked");
    assertThat(user.row(WRONG_NAME)).isInViewport();
    assertThat(item(ACCOUNT_ID, MATCHES, "192.0.2.7").get("waiver").isNull()).isTrue();
    leave(user);
  }

  private static void waive(UserPage user) {
    Locator form = user.unfold(user.open(user.row(WRONG_NAME)), "waive.title");
    user.fill(form, "waive.reason", REASON);
    user.fill(form, "waive.expires", UNTIL);
    user.press(form, "waive.do");
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void severalFindingsAreWaivedAtOnce(Visitor visitor) throws Exception {
    UserPage user = visit(visitor);
    openAccount(user, OTHER);
    Locator form = several(user);
    user.fill(form, "waive.reason", REASON);
    user.fill(form, "waive.expires", UNTIL);
    user.press(form, "waive.do");

    user.refused("input.none-selected");
    form = several(user);
    assertThat(form).isInViewport();
    assertThat(user.field(form, "waive.reason")).hasValue(REASON);
    assertThat(user.field(form, "waive.expires")).hasValue(UNTIL);
    form.locator("input[name=resource]").nth(0).check();
    form.locator("input[name=resource]").nth(2).check();
    user.press(form, "waive.do");

    Locator done =
        user.done("done.waived", ShownDate.of(LocalDate.parse(UNTIL), visitor.locale), 2);
    assertThat(waivedOfOther()).isEqualTo(2);
    user.press(done, "undo.do");

    user.done("done.revoked");
    assertThat(waivedOfOther()).isZero();
    leave(user);
  }

  private static Locator several(UserPage user) {
    Locator row =
        user.page
            .locator("details.task")
            .filter(
                new Locator.FilterOptions()
                    .setHas(user.page.locator("input[name=resource][type=checkbox]")));
    return user.unfold(user.open(row.first()), "waive.several");
  }

  private long waivedOfOther() throws Exception {
    return get("/accounts/" + OTHER_ID + "/checklist")
        .json()
        .get("items")
        .valueStream()
        .filter(item -> item.hasNonNull("waiver"))
        .count();
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void aNoteIsWrittenFoundInTheHistoryAndDeleted(Visitor visitor) {
    String note = "顧客に確認中 <b>";
    UserPage user = visit(visitor);
    openAccount(user, ACCOUNT);
    Locator form = user.unfold(user.open(user.row(WRONG_NAME)), "note.add");
    form.locator("textarea").fill(note);
    user.press(form, "note.do");

    user.done("done.noted");
    Locator row = user.row(WRONG_NAME);
    assertThat(row).hasAttribute("open", "open");
    assertThat(row).isInViewport();
    assertThat(row.locator(".notes")).containsText(note);
    Locator history = user.unfold(row, "timeline.title");
    if (visitor.scripts) {
      assertThat(history.locator(".events")).containsText(note);
      user.press(row.locator(".notes"), "note.delete");
    } else {
      user.follow(history, "timeline.load");
      user.title(WRONG_NAME);
      assertThat(user.page.locator(".events")).containsText(note);
      user.press(user.page.locator(".notes"), "note.delete");
    }

    user.done("done.note.deleted");
    assertThat(user.main()).not().containsText(note);
    leave(user);
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void oneFindingIsCheckedAgain(Visitor visitor) throws Exception {
    collects(corrected());
    UserPage user = visit(visitor);
    openAccount(user, ACCOUNT);
    Locator row = user.open(user.row(WRONG_NAME));
    Locator button = row.locator("form[action$=rechecks] button").first();
    button.focus();
    user.page.keyboard().press("Enter");

    if (!visitor.scripts) {
      user.title(user.text("recheck.title"));
    }
    showsBothAnswers(user);
    if (visitor.scripts) {
      assertThat(row.locator(".recheck button").first()).isFocused();
      assertThat(row.locator("> summary .verdict")).containsText(user.text("verdict.PASS"));
    }
    JsonNode after = item(ACCOUNT_ID, MATCHES, "192.0.2.7");
    assertThat(after.get("verdict").asString()).isEqualTo("PASS");
    leave(user);
  }

  /** The old answer and the new one, side by side. */
  static void showsBothAnswers(UserPage user) {
    Locator line =
        user.page
            .locator("table.compare tbody tr")
            .filter(new Locator.FilterOptions().setHasText(user.text("rule.ptr-matches-a.title")));
    assertThat(line.locator("td").first()).containsText("192.0.2.99");
    assertThat(line.locator("td").first()).containsText(user.text("verdict.FAIL"));
    assertThat(line.locator("td.after")).containsText(user.text("verdict.PASS"));
    assertThat(line.locator("td.after")).not().containsText("192.0.2.99");
  }
}
