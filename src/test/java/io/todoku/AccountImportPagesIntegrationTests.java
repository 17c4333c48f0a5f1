package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.testing.PageClient;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

/** Accounts from a CSV file: checked first, then added together or not at all. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:csv;DB_CLOSE_DELAY=-1")
class AccountImportPagesIntegrationTests extends ApiFixture {

  private static final String SIXTY =
      "id,name,client,environment\n"
          + IntStream.range(0, 60)
              .mapToObj(i -> "7000000000%02d,mail %d,Client %d,test".formatted(i, i, i % 3))
              .collect(Collectors.joining("\n"));

  @Autowired private Accounts accounts;
  @Autowired private WebApplicationContext context;

  @BeforeEach
  void removeAccounts() {
    accounts.all().stream()
        .filter(account -> !accounts.isConfigured(account.id()))
        .forEach(account -> accounts.remove(account.id()));
  }

  private static String body(MvcTestResult result) throws Exception {
    assertThat(result).hasStatus2xxSuccessful();
    return result.getResponse().getContentAsString();
  }

  private String check(String text, Locale locale) throws Exception {
    return body(new PageClient(context).post("/accounts/import", locale, "text", text));
  }

  private String add(String text) throws Exception {
    PageClient client = new PageClient(context);
    MvcTestResult result = client.post("/accounts/import/add", Locale.ENGLISH, "text", text);
    String next = result.getResponse().getRedirectedUrl();
    if (next == null) {
      return body(result);
    }
    return result.getMvcResult().getFlashMap().get("message")
        + " "
        + client.get(next, Locale.ENGLISH);
  }

  @ParameterizedTest
  @CsvSource({"en, 60 accounts can be added, Add 60 accounts", "ja, 60アカウントを追加できます, 60アカウントを追加する"})
  void sixtyLinesAreCheckedThenAddedWithAnExternalIdForEachClient(
      String language, String checked, String button) throws Exception {
    String page = check(SIXTY, Locale.forLanguageTag(language));
    assertThat(page).contains(checked, button, "arn:aws:iam::700000000000:role/Todoku");
    assertThat(accounts.all()).as("checking adds nothing").hasSize(1);

    assertThat(add(SIXTY))
        .contains("60 accounts were added", "Scan these 60 accounts", "aws cloudformation deploy");

    List<Account> added =
        accounts.all().stream().filter(account -> !accounts.isConfigured(account.id())).toList();
    assertThat(added).hasSize(60);
    assertThat(
            added.stream()
                .map(account -> account.client() + ((Access.IamRole) account.access()).externalId())
                .distinct())
        .hasSize(3)
        .noneMatch(one -> one.endsWith("null"));
  }

  @Test
  void whatIsHereAlreadyStaysAsItIs() throws Exception {
    add("id,name\n700000000000,first");

    String page = check("id,name\n700000000000,second\n700000000001,new", Locale.ENGLISH);
    assertThat(page)
        .contains("1 account can be added. 1 is already in Todoku and will not be changed.");
    assertThat(add("id,name\n700000000000,second\n700000000001,new"))
        .contains("1 account was added; 1 was already in Todoku and is not changed.");
    assertThat(accounts.get("700000000000").name()).isEqualTo("first");
  }

  @Test
  void allThatIsWrongWithALineIsToldAndItsCellsStay() throws Exception {
    String page =
        check(
            "id,name,environment,role-arn,regions\n,x,moon,bad role!,mars-1 venus-2",
            Locale.ENGLISH);

    assertThat(page)
        .contains("The account ID is missing.", "“moon”", "“bad role!”", "“mars-1”", "“venus-2”")
        .contains(">moon</bdi>", ">bad role!</span>");
  }

  @Test
  void anAccountWithAProfileNeedsNoRole() throws Exception {
    assertThat(add("id,name,profile\n700000000000,first,audit"))
        .contains("1 account was added", "1 account needs no role")
        .doesNotContain("Create the role", "aws cloudformation");
  }

  @Test
  void theRolesOfEachClientAreShownAgainLater() throws Exception {
    add(SIXTY);

    String page = new PageClient(context).get("/accounts/roles", Locale.JAPANESE);

    assertThat(page.split("aws cloudformation deploy", -1)).hasSizeGreaterThanOrEqualTo(4);
    assertThat(page).contains("Client 0", "Client 1", "Client 2", "PRINCIPAL-ARN", "貼り付ける前に");
    String filled =
        new PageClient(context)
            .get(
                "/accounts/roles?account=700000000000"
                    + "&principal=arn:aws:iam::999999999999:role/Todoku",
                Locale.ENGLISH);
    assertThat(filled)
        .contains("PrincipalArn=arn:aws:iam::999999999999:role/Todoku", "Client 0")
        .doesNotContain("Client 1", "PRINCIPAL-ARN");
  }

  @ParameterizedTest
  @CsvSource({
    "en, 1 of 3 lines is wrong, “12” is not 12 digits.",
    "ja, 3行のうち1行に誤りがあります, 「12」は12桁の数字ではありません。"
  })
  void oneWrongLineKeepsAllOut(String language, String summary, String problem) throws Exception {
    String text = "id,name\n700000000000,right\n12,wrong\n700000000001,right";

    assertThat(check(text, Locale.forLanguageTag(language)))
        .contains(summary, problem)
        .doesNotContain("/accounts/import/add");
    assertThat(add(text)).contains("1 of 3 lines is wrong").doesNotContain("was added");
    assertThat(accounts.all()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "id\n",
        "id,name\n\"open",
        "id,name,name\n1,2,3",
        "<script>alert(1)</script>,id\n1,2",
        "id,name\n<script>alert(1)</script>,x\n=1+1,y",
        "id\u0000\n1",
        "id,client\n700000000000,a\u0000b"
      })
  void hostileTextAddsNothingAndIsShownAsText(String text) throws Exception {
    String page = add(text);

    assertThat(page).contains("role=\"alert\"").doesNotContain("<script>alert", "??");
    assertThat(accounts.all()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-31j"})
  void filesOfJapaneseSpreadsheetsAreRead(String charset) throws Exception {
    byte[] file =
        "アカウントID,名前,顧客,環境\r\n700000000000,メール配信①,例示株式会社,検証\r\n".getBytes(Charset.forName(charset));

    MvcTestResult result =
        new PageClient(context)
            .mvc()
            .post()
            .uri("/accounts/import")
            .multipart()
            .file(new MockMultipartFile("file", "accounts.csv", "text/csv", file))
            .with(user("mika").roles("OPERATOR"))
            .with(csrf())
            .locale(Locale.ENGLISH)
            .exchange();

    assertThat(body(result)).contains("メール配信①", "例示株式会社", "staging", "1 account can be added");
  }

  @ParameterizedTest
  @CsvSource({"VIEWER, ''", "OPERATOR, Example KK"})
  void whoDoesNotSeeEveryClientAddsNone(String role, String client) {
    var reader = user("aki").roles(role);
    MvcTestResult result =
        new PageClient(context)
            .mvc()
            .post()
            .uri("/accounts/import/add")
            .with(client.isEmpty() ? reader : reader.clients(client))
            .with(csrf())
            .param("text", SIXTY)
            .exchange();

    assertThat(result).hasStatus(403);
    assertThat(accounts.all()).hasSize(1);
  }
}
