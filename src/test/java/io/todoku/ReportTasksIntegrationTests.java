package io.todoku;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.todoku.snapshot.SnapshotBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Reports are made for a client, downloaded again and removed; a move is planned and followed. */
class ReportTasksIntegrationTests extends TaskFixture {

  /** What a file of each format begins with. */
  private static final Map<String, String> BEGINS =
      Map.of("pdf", "%PDF-", "html", "<!DOCTYPE html>", "xlsx", "PK", "csv", "\uFEFF");

  @ParameterizedTest
  @MethodSource("visitors")
  void reportsAreMadeInEachFormatAndDownloadedAgain(Visitor visitor) throws Exception {
    UserPage user = visit(visitor);
    user.section("handover.title");
    user.follow("handover.letterhead");
    user.title(user.text("handover.letterhead"));
    user.fill(user.main(), "handover.company", "Minato Systems");
    user.press("schedule.save");
    user.done("handover.letterhead.saved");
    user.section("handover.title");
    String language = visitor.language();
    for (String format : BEGINS.keySet()) {
      user.follow("handover.new");
      Locator form = user.page.locator("form.fields");
      if (format.equals("pdf")) {
        user.press(form, "handover.do");
        assertThat(user.page.locator(".notice[role=alert]"))
            .containsText(user.text("handover.wrong.accounts"));
      }
      form.locator("label")
          .filter(new Locator.FilterOptions().setHasText(ACCOUNT))
          .locator("input")
          .check();
      user.choose(form, "handover.format", format);
      user.choose(form, "handover.language", language);
      user.fill(form, "handover.to.label", "sato@example.com");
      user.press(form, "handover.do");

      user.title(user.text("handover.title"));
      assertThat(user.page.locator(".notice[role=status]")).containsText("Example KK");
      Locator again = user.page.locator("tbody tr").first();
      assertThat(again).containsText("sato@example.com");
      byte[] made =
          UserPage.bytes(
              user.download(
                  user.link(user.page.locator(".notice"), user.text("handover.download"))));
      byte[] kept = UserPage.bytes(user.download(again.locator("td a.button")));
      assertThat(kept).isEqualTo(made);
      String file = new String(made, StandardCharsets.UTF_8);
      assertThat(file).startsWith(BEGINS.get(format));
      if (format.equals("html")) {
        assertThat(file).contains("Minato Systems", "lang=\"" + language + "\"", WRONG_NAME);
      }
      language = language.equals("en") ? "ja" : "en";
    }

    int reports = BEGINS.size();
    assertThat(user.page.locator("tbody tr")).hasCount(reports);
    while (reports > 0) {
      Locator row = user.page.locator("tbody tr").first();
      row.locator("summary").click();
      user.press(row.locator("form"), "handover.remove");
      reports--;
      assertThat(user.page.locator("tbody tr")).hasCount(reports);
    }
    assertThat(user.main()).containsText(user.text("handover.none"));
    leave(user);
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void theMenuOfAnAccountGivesItsReport(Visitor visitor) throws Exception {
    UserPage user = visit(visitor);
    openAccount(user, ACCOUNT);
    Locator menu = user.unfold(user.main(), "report.title");
    for (String name : new String[] {"HTML (English)", "HTML (日本語)", "CSV (日本語)"}) {
      byte[] file = UserPage.bytes(user.download(user.link(menu, name)));
      assertThat(new String(file, StandardCharsets.UTF_8)).contains(WRONG_NAME);
    }
    leave(user);
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void aMoveIsPlannedCompletedObservedAndDocumented(Visitor visitor) throws Exception {
    call("DELETE", "/accounts/" + ACCOUNT_ID, null);
    importSnapshot(collectedNow(snapshot(SnapshotBuilder.aSnapshot()))); // nothing of AWS is read
    UserPage user = visit(visitor);
    user.section("runbook.list");
    user.follow("runbook.new");
    user.title(user.text("runbook.new"));
    assertThat(user.field(user.main(), "runbook.domain")).isFocused();
    user.fill(user.main(), "runbook.domain", "example.com");
    user.choose(user.main(), "runbook.target.account", ACCOUNT_ID);
    user.press("runbook.next");

    Locator form = user.page.locator("form.fields[method=post]");
    assertThat(form.locator("#oldName")).hasValue("mail.example.com");
    assertThat(form.locator("#oldAddress")).hasValue("192.0.2.9");
    form.locator("input[name=way][value=new-name]").check();
    form.locator("#region").fill("ap-northeast-1");
    form.locator("#firstName").fill("mail2.example.com");
    form.locator("#firstAddress").fill("");
    form.locator("#name").fill("移設");
    user.press(form, "runbook.begin");

    user.title("移設");
    JsonNode stored = get("/runbooks").json().get(0);
    String path = "/runbooks/" + stored.get("id").asString();
    awaitObserved(path);
    if (!visitor.scripts && user.page.locator("main .notice.calm a").count() > 0) {
      user.follow("runbook.reload");
    }
    user.follow(user.page.locator("#instance-1"), "runbook.enter");
    user.title(user.text("runbook.change"));
    assertThat(user.page.locator("#firstAddress")).isFocused();
    assertThat(user.main()).containsText(user.text("runbook.wanted"));
    user.page.locator("#firstAddress").fill("192.0.2.7");
    user.press("runbook.save");

    user.title("移設");
    assertThat(get(path).json().at("/plan/first/address").asString()).isEqualTo("192.0.2.7");
    awaitObserved(path);
    user.press("runbook.look");
    awaitObserved(path);
    if (!visitor.scripts && user.page.locator("main .notice.calm a").count() > 0) {
      user.follow("runbook.reload");
    }
    Locator step = user.page.locator("#send-limit");
    user.fill(step, "runbook.word.note", "case 170000001");
    user.press(step, "runbook.word.do");
    awaitObserved(path);
    if (!visitor.scripts && user.page.locator("main .notice.calm a").count() > 0) {
      user.follow("runbook.reload");
    }

    assertThat(user.page.locator("main [hx-get*='/looking']")).hasCount(0); // it is loaded again
    assertThat(step).hasClass(Pattern.compile(".*\\bdone\\b.*"));
    assertThat(step).isInViewport();
    assertThat(stepState(path, "send-limit")).isEqualTo("done");
    Locator pdf = user.link(user.main(), user.text("runbook.pdf"));
    URI link = URI.create(String.valueOf(pdf.getAttribute("href")));
    byte[] document =
        user.page.request().get(URI.create(address("/")).resolve(link).toString()).body();
    assertThat(new String(document, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    user.follow("runbook.print");
    assertThat(user.page.locator("h1")).hasText(user.text("runbook.title"));
    assertThat(user.page.locator("body")).containsText("192.0.2.7");
    user.page.goBack();
    user.unfold(user.main(), "runbook.remove");
    user.page.locator("details.end button").click();
    user.title(user.text("runbook.list"));
    assertThat(user.main()).containsText(user.text("runbook.none"));
    leave(user);
  }
}
