package io.todoku;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Schedules and channels of notifications are made, tried, edited and removed. */
class SettingsTasksIntegrationTests extends TaskFixture {

  @ParameterizedTest
  @MethodSource("visitors")
  void aScheduleIsMadeEditedPausedAndRemoved(Visitor visitor) throws Exception {
    UserPage user = visit(visitor);
    user.section("nav.schedules");
    user.follow("schedule.add");
    user.title(user.text("schedule.add"));
    Locator form = user.page.locator("form.fields");
    user.choose(form, "schedule.whom", "client:Example KK");
    form.locator("input[name=kind][value=cron]").check();
    user.fill(form, "schedule.cron", "every day");
    user.press(form, "schedule.save");
    assertThat(form).containsText(user.text("schedule.wrong.cron", "every day"));
    assertThat(form.locator("select[name=whom]")).hasValue("client:Example KK");
    user.fill(form, "schedule.cron", "0 6 * * *");
    if (visitor.scripts) {
      assertThat(form).containsText("06:00");
    } else {
      user.press(form, "schedule.preview");
      assertThat(form).containsText("06:00");
    }
    user.press(form, "schedule.save");

    user.done("schedule.saved");
    JsonNode stored = get("/schedules").json();
    assertThat(stored).hasSize(1);
    assertThat(stored.get(0).get("schedule").asString()).isEqualTo("0 6 * * *");
    Locator row = user.page.locator("tbody tr");
    row.locator("form button").click();
    assertThat(row).containsText(user.text("schedule.paused.none"));
    row.locator("a").first().click();
    user.title(user.text("schedule.edit"));
    form.locator("input[name=kind][value=every]").check();
    user.fill(form, "schedule.amount", "12");
    user.choose(form, "schedule.unit", "h");
    user.press(form, "schedule.save");

    user.done("schedule.saved");
    assertThat(row).containsText(user.text("schedule.every.h", 12));
    row.locator("a").first().click();
    Locator removal = user.unfold(user.main(), "schedule.remove");
    user.press(removal.locator("form"), "schedule.remove");
    user.done("schedule.removed");
    assertThat(get("/schedules").json()).isEmpty();
    leave(user);
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void anApiTokenIsMadeUsedAndRevoked(Visitor visitor) throws Exception {
    UserPage user = visit(visitor);
    user.header().locator("details.who summary").click();
    user.follow(user.header(), "tokens.title");
    user.title(user.text("tokens.title"));
    Locator form = user.page.locator("form.fields");
    user.fill(form, "tokens.name", "nightly " + visitor);
    user.press(form, "tokens.make");
    assertThat(form).containsText(user.text("tokens.wrong.clients"));
    form.locator("input[name=client]").first().check();
    user.press(form, "tokens.make");

    String token = user.page.locator("#token").textContent();
    assertThat(user.page.locator("#example")).containsText("/api/v1/accounts");
    assertThat(statusWith(token)).isEqualTo(200);
    user.fitsSmallScreen();
    user.follow("tokens.made.done");
    assertThat(user.page.locator("h1")).isVisible();
    assertThat(user.page.content()).doesNotContain(token);
    user.follow("tokens.all.show");
    user.title(user.text("tokens.all"));
    Locator row = user.page.locator("tbody tr").first();
    assertThat(row).containsText("nightly");
    assertThat(row).containsText("127.0.0.1");
    row.locator("form button").click();

    user.done("tokens.revoked");
    assertThat(statusWith(token)).isEqualTo(401);
    assertThat(user.page.locator("tbody tr").last())
        .containsText(user.text("tokens.state.REVOKED"));
    leave(user);
  }

  private int statusWith(String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address("/api/v1/accounts")))
            .header("Authorization", "Bearer " + token)
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  @ParameterizedTest
  @MethodSource("visitors")
  void aChannelIsMadeTriedEditedAndRemoved(Visitor visitor) throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          received.add(new String(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(received.size() > 1 ? 500 : 200, -1);
          exchange.close();
        });
    receiver.start();
    UserPage user = visit(visitor);
    try {
      user.section("nav.notifications");
      user.page
          .getByRole(
              AriaRole.LINK,
              BrowserActions.withExactName(
                  user.text("channel.add.title", user.text("channel.kind.webhook"))))
          .click();
      user.title(user.text("channel.add.title", user.text("channel.kind.webhook")));
      Locator form = user.page.locator("form.fields");
      user.press(form, "channel.save");
      assertThat(form).containsText(user.text("channel.name.missing"));
      assertThat(form).containsText(user.text("notify.target.missing"));
      user.fill(form, "channel.name", "Ops");
      user.fill(
          form,
          "channel.target.webhook",
          "http://127.0.0.1:" + receiver.getAddress().getPort() + "/");
      form.getByLabel(user.text("channel.kinds.failing")).check();
      user.press(form, "channel.save");

      user.done("channel.saved", "Ops");
      assertThat(user.page.locator("#secret")).isVisible();
      user.press("channel.test");
      user.done("channel.test.ok", "Ops");
      assertThat(received.poll(5, TimeUnit.SECONDS)).contains("test");
      user.fill(form, "channel.name", "Ops 2");
      user.press(form, "channel.save");
      user.done("channel.saved", "Ops 2");
      user.follow(form, "channel.back");
      assertThat(user.page.locator("tbody tr")).containsText("Ops 2");
      user.page.locator("tbody tr a").first().click();
      user.title(user.text("channel.edit.title", "Ops 2"));
      Locator removal = user.unfold(user.main(), "channel.remove");
      user.press(removal.locator("form"), "channel.remove");
      user.done("channel.removed", "Ops 2");
      assertThat(user.main()).containsText(user.text("channel.none"));
    } finally {
      receiver.stop(0);
    }
    leave(user);
  }
}
