package io.todoku.identity.factor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.todoku.identity.signin.FirstSignIn;
import io.todoku.identity.signin.SecurityFixture;
import io.todoku.peers.Chromium;
import io.todoku.peers.Peers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** Passkeys in a real browser, whose authenticator is one of its developer tools. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:passkeys;DB_CLOSE_DELAY=-1")
class PasskeysIntegrationTests extends SecurityFixture {

  private static @Nullable Chromium chromium;

  @Autowired private ApplicationContext context;
  private Page page;
  private CDPSession tools;
  private String authenticator;

  @BeforeEach
  void openBrowser() {
    Peers.require(Chromium.present(), "Chromium with its driver");
    if (chromium == null) {
      chromium = Chromium.start();
    }
    page = chromium.page("en", 1280);
    tools = page.context().newCDPSession(page);
    tools.send("WebAuthn.enable");
    authenticator = addAuthenticator(true);
    page.navigate(address(FirstSignIn.path(context)));
    page.getByLabel("Name").fill("mika");
    page.getByLabel("Password").fill(PASSWORD);
    click("Save and sign in");
  }

  @AfterEach
  void closePage() {
    if (chromium != null) {
      assertThat(chromium.takeProblems()).isEmpty();
      page.context().close();
    }
  }

  @AfterAll
  static void closeBrowser() {
    if (chromium != null) {
      chromium.close();
      chromium = null;
    }
  }

  /** Browsers know passkeys of names, not of addresses. */
  private String address(String path) {
    return "http://localhost:" + port + path;
  }

  /**
   * @param unlocks whether it asks for a PIN or a finger, which the browser then gives
   */
  private String addAuthenticator(boolean unlocks) {
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", unlocks ? "internal" : "usb");
    options.addProperty("hasResidentKey", unlocks);
    options.addProperty("hasUserVerification", unlocks);
    options.addProperty("isUserVerified", unlocks);
    JsonObject added = new JsonObject();
    added.add("options", options);
    return tools
        .send("WebAuthn.addVirtualAuthenticator", added)
        .get("authenticatorId")
        .getAsString();
  }

  private void removeAuthenticator() {
    JsonObject which = new JsonObject();
    which.addProperty("authenticatorId", authenticator);
    tools.send("WebAuthn.removeVirtualAuthenticator", which);
  }

  private void click(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  private Locator heading(String text) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
  }

  private void addPasskey(String label) {
    page.navigate(address("/profile/second-factor"));
    page.getByLabel("Name of the passkey").fill(label);
    click("Add a passkey");
    assertThat(page.locator("main")).containsText("Keep these recovery codes");
  }

  private void signOut() {
    page.locator(".who summary").click();
    click("Sign out");
    assertThat(heading("Sign in")).isVisible();
  }

  private void givePassword() {
    page.navigate(address("/sign-in"));
    page.getByLabel("Name").fill("mika");
    page.getByLabel("Password").fill(PASSWORD);
    click("Sign in");
    assertThat(heading("Second factor")).isVisible();
  }

  private boolean isSignedIn() {
    return page.request().get(address("/profile")).text().contains("Where you are signed in");
  }

  private List<Map<String, Object>> passkeys() {
    return database.sql("select * from passkey").query().listOfRows();
  }

  @Test
  void aPasskeySignsInWithoutThePassword() {
    addPasskey("Laptop");
    signOut();

    click("Sign in with a passkey");
    page.waitForURL(address("/"));

    assertThat(isSignedIn()).isTrue();
    page.navigate(address("/profile/second-factor"));
    assertThat(page.locator("main")).containsText("Laptop");
    assertThat(page.locator("main")).containsText("Last used");
    assertThat(passkeys()).singleElement().extracting("last_used_at").isNotNull();
  }

  @Test
  void aPasskeyConfirmsThePassword() {
    addPasskey("Laptop");
    signOut();
    givePassword();
    assertThat(isSignedIn()).isFalse();

    click("Use a passkey");
    page.waitForURL(address("/"));

    assertThat(isSignedIn()).isTrue();
  }

  /** As a security key without a PIN: it proves possession, and nothing more. */
  @Test
  void aKeyThatNobodyUnlocksConfirmsThePasswordButDoesNotReplaceIt() {
    removeAuthenticator();
    authenticator = addAuthenticator(false);
    addPasskey("Key");
    signOut();

    click("Sign in with a passkey");
    assertThat(page.locator("[role=alert]:visible")).containsText("Try again");
    assertThat(isSignedIn()).isFalse();

    givePassword();
    click("Use a passkey");
    page.waitForURL(address("/"));
    assertThat(isSignedIn()).isTrue();
  }

  @Test
  void aBrowserWithoutThePasskeyIsNotLetIn() {
    addPasskey("Laptop");
    signOut();
    removeAuthenticator();
    authenticator = addAuthenticator(true);
    givePassword();

    click("Use a passkey");

    assertThat(page.locator("[role=alert]:visible")).containsText("The browser gave no passkey");
    assertThat(isSignedIn()).isFalse();
  }

  /** An answer that was overheard, or taken from a log. */
  @Test
  void anAnswerIsAcceptedOnce() {
    addPasskey("Laptop");
    signOut();
    String[] answer = new String[1];
    page.onRequest(request -> {
      if (request.url().endsWith("/sign-in/passkey")) {
        answer[0] = request.postData();
      }
    });
    click("Sign in with a passkey");
    page.waitForURL(address("/"));
    signOut();

    page.evaluate(
        "body => { const form = document.querySelector('form[data-passkey]');"
            + " form.elements.passkey.value = new URLSearchParams(body).get('passkey');"
            + " form.submit(); }",
        answer[0]);

    assertThat(page.locator("main")).containsText("The passkey was not accepted");
    assertThat(isSignedIn()).isFalse();
  }

  @Test
  void aCopiedKeyIsRefused() {
    addPasskey("Laptop");
    signOut();
    database.sql("update passkey set sign_count = 1000").update();

    click("Sign in with a passkey");

    assertThat(page.locator("main")).containsText("The passkey was not accepted");
    assertThat(isSignedIn()).isFalse();
  }

  @Test
  void aSuspendedUserIsNotLetInByAPasskey() {
    addPasskey("Laptop");
    signOut();
    database.sql("update app_user set suspended = true").update();

    click("Sign in with a passkey");

    assertThat(page.locator("main")).containsText("The passkey was not accepted");
    assertThat(isSignedIn()).isFalse();
  }

  /** A second user, whose password is known, is not confirmed by the passkey of the first. */
  @Test
  void thePasskeyOfAnotherConfirmsNobodyElsesPassword() throws Exception {
    addPasskey("Laptop");
    UUID yui = UUID.randomUUID();
    database
        .sql(
            "insert into app_user (id, name, password_hash, role, every_client, admitted,"
                + " suspended, created_at) select ?, 'yui', password_hash, role, every_client,"
                + " admitted, suspended, created_at from app_user")
        .param(yui)
        .update();
    database
        .sql(
            "insert into totp_secret (id, secret, confirmed_at, last_step) values (?, 'A',"
                + " current_timestamp, 0)")
        .param(yui)
        .update();
    signOut();
    page.getByLabel("Name").fill("yui");
    page.getByLabel("Password").fill(PASSWORD);
    click("Sign in");
    assertThat(heading("Second factor")).isVisible();

    Object status =
        page.evaluate(
            """
            async () => {
              const csrf = document.querySelector("meta[name=csrf-token]").content;
              const send = (path, fields) => fetch(path, { method: "POST",
                  body: new URLSearchParams({ _csrf: csrf, ...fields }) });
              const options = await (await send("/sign-in/second-factor/passkey/options", {})).json();
              options.allowCredentials = [];
              const signed = await navigator.credentials.get({
                publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
              const answer = await send("/sign-in/second-factor/passkey",
                  { passkey: JSON.stringify(signed.toJSON()) });
              return (await answer.text()).includes("The passkey was not accepted");
            }
            """);

    assertThat(status).isEqualTo(true);
    assertThat(isSignedIn()).isFalse();
  }

  @Test
  void aPasskeyIsAddedOnceToAnAuthenticator() {
    addPasskey("Laptop");
    page.navigate(address("/profile/second-factor"));

    click("Add a passkey");

    assertThat(page.locator("[role=alert]:visible")).containsText("This passkey is already set up");
    assertThat(passkeys()).hasSize(1);
  }

  @Test
  void theLastPasskeyTakesTheRecoveryCodesWithIt() {
    addPasskey("Laptop");
    page.navigate(address("/profile/second-factor"));
    page.getByLabel("Remove the passkey Laptop").click();

    assertThat(page.locator("main")).containsText("Removed.");
    assertThat(passkeys()).isEmpty();
    assertThat(database.sql("select count(*) from recovery_code").query(Integer.class).single())
        .isZero();
  }

  @Test
  void answersThatAreNoneAreRefusedWithoutAnError() {
    addPasskey("Laptop");
    signOut();
    for (String answer :
        List.of(
            "",
            "null",
            "{}",
            "[]",
            "not JSON",
            "{\"id\":\"x\",\"rawId\":\"x\",\"type\":\"public-key\",\"response\":null}",
            "{\"id\":\"!\",\"rawId\":\"!\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"e30\"}}",
            "{\"id\":\"eA\",\"rawId\":\"eA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"e30\","
                + "\"authenticatorData\":\"eA\",\"signature\":\"eA\"},\"clientExtensionResults\":{}}")) {
      page.navigate(address("/sign-in"));
      page.evaluate(
          "answer => { const form = document.querySelector('form[data-passkey]');"
              + " form.elements.passkey.value = answer; form.submit(); }",
          answer);
      assertThat(page.locator("main")).containsText("The passkey was not accepted");
    }
  }
}
