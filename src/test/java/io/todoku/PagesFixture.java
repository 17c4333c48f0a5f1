package io.todoku;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.todoku.PageList.ListedPage;
import io.todoku.identity.signin.FirstSignIn;
import io.todoku.peers.Chromium;
import io.todoku.peers.Peers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A server with something to show on each of its pages, and a browser that has signed in. */
abstract class PagesFixture extends FilledServerFixture {

  List<ListedPage> pages;

  @BeforeEach
  void fillPages() throws Exception {
    Peers.require(Chromium.present(), "Chromium with its driver");
    pages = PageList.with(fillServer());
  }

  String address(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  void signIn(Page page) {
    BrowserActions.signIn(page, address(FirstSignIn.path(context)));
  }

  /** The report on an account of the sample, in English. */
  byte[] report(String format) {
    String path = "/api/v1/accounts/222222222222/report?lang=en&zone=Asia/Tokyo&format=" + format;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address(path)))
            .header("Authorization", "Bearer a-token-for-tests-V7nKq3xWz9Lr")
            .build();
    try {
      return client.send(request, BodyHandlers.ofByteArray()).body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void open(Page page, String path, String language) {
    page.navigate(address(path + (path.contains("?") ? "&" : "?") + "lang=" + language));
    assertThat(page.locator(".htmx-request")).hasCount(0);
  }
}
