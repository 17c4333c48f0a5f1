package io.todoku.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.onboarding.CsvProblem.CsvProblemKind;
import io.todoku.snapshot.Environment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lines of a CSV file become, and why they are refused. */
class CsvAccountsTests {

  private static final String TITLES =
      "id,name,client,environment,role-arn,external-id,profile,regions\n";

  private static List<Account> accounts(String csv) {
    CsvAccounts parsed = CsvAccounts.parse(csv);
    assertThat(parsed.isValid()).as(parsed.toString()).isTrue();
    return parsed.lines().stream().map(CsvLine::account).toList();
  }

  @Test
  void aLineHasRoleOrProfileEnvironmentAndRegions() {
    List<Account> accounts =
        accounts(
            TITLES
                + "111111111111,本番,Example KK,production,arn:aws:iam::111111111111:role/x/Audit,x-1,,\n"
                + "222222222222,,Nagi Shop,検証,,,,\"ap-northeast-1, us-east-1\"\n"
                + "333333333333,own,,dev,,,my-profile,eu-west-1 eu-west-2\n"
                + "444444444444,named,,,Audit,,,");

    assertThat(accounts)
        .extracting(Account::access)
        .containsExactly(
            new Access.IamRole("arn:aws:iam::111111111111:role/x/Audit", "x-1"),
            new Access.IamRole("arn:aws:iam::222222222222:role/Todoku", null),
            new Access.Profile("my-profile"),
            new Access.IamRole("arn:aws:iam::444444444444:role/Audit", null));
    assertThat(accounts)
        .extracting(Account::environment)
        .containsExactly(
            Environment.PRODUCTION,
            Environment.STAGING,
            Environment.DEVELOPMENT,
            Environment.PRODUCTION);
    assertThat(accounts.get(1).name()).isEqualTo("222222222222");
    assertThat(accounts.get(1).regions()).containsExactly("ap-northeast-1", "us-east-1");
    assertThat(accounts.get(2).regions()).containsExactly("eu-west-1", "eu-west-2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFFid,name,client\r\n111111111111,main,Example KK\r\n",
        "id;name;client\n111111111111;main;Example KK",
        "Account ID\tName\tClient\n111111111111\tmain\tExample KK\n",
        "顧客,アカウントＩＤ,名前\nExample KK,１１１１１１１１１１１１,main",
        "111111111111,main,Example KK",
        "\n \nid,name,client\n,,\n111111111111, main ,\"Example KK\"\n\n"
      })
  void spreadsheetsOfSeveralKindsAreRead(String csv) {
    assertThat(accounts(csv))
        .singleElement()
        .satisfies(account -> {
          assertThat(account.id()).isEqualTo("111111111111");
          assertThat(account.name()).isEqualTo("main");
          assertThat(account.client()).isEqualTo("Example KK");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "11111111111,a,,,,,,  | ID | 11111111111",
        "1.11E+11,a,,,,,,  | ID | 1.11E+11",
        "111111111111,a,,moon,,,,  | ENVIRONMENT | moon",
        "111111111111,a,,,arn:aws:iam::222222222222:role/Todoku,,,  | OTHER_ACCOUNT | arn:aws:iam::222222222222:role/Todoku",
        "111111111111,a,,,not a role!,,,  | ROLE | not a role!",
        "111111111111,a,,,,x,,  | EXTERNAL_ID | x",
        "111111111111,a,,,Todoku,,p,  | ROLE_AND_PROFILE | ''",
        "111111111111,a,,,,,,moon-1;eu-west-1  | REGION | moon-1",
        "111111111111,a,,,,,,,more  | MANY_CELLS | ''",
        "333333333333,a,,,,,,  | TWICE | 2"
      })
  void aWrongLineIsToldWithItsNumberAndKeepsTheOthersReadable(
      String line, CsvProblemKind kind, String detail) {
    CsvAccounts parsed = CsvAccounts.parse(TITLES + "333333333333,right,,,,,,\n\n" + line);

    assertThat(parsed.isValid()).isFalse();
    assertThat(parsed.wrongLines()).isEqualTo(1);
    assertThat(parsed.lines().getFirst().account()).isNotNull();
    CsvLine wrong = parsed.lines().getLast();
    assertThat(wrong.number()).as("an empty line counts").isEqualTo(4);
    assertThat(wrong.account()).isNull();
    assertThat(wrong.problems())
        .containsExactly(new CsvProblem(kind, detail.equals("''") ? "" : detail));
  }

  @Test
  void aCellWithLineEndsIsRefusedAndTheNextLineKeepsItsNumber() {
    CsvAccounts parsed =
        CsvAccounts.parse("id,name\n111111111111,\"two\nlines\"\n222222222222,main\n");

    assertThat(parsed.lines()).extracting(CsvLine::number).containsExactly(2L, 4L);
    assertThat(parsed.lines().getFirst().problems())
        .containsExactly(new CsvProblem(CsvProblemKind.NAME, "two?lines"));
    assertThat(parsed.lines().getLast().problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | EMPTY",
        "~ \n \n~ | EMPTY",
        "id,name | EMPTY",
        "~id,name\n111111111111,\"open~ | QUOTES",
        "~id,name\n111111111111,\"a\" b~ | QUOTES",
        "~id,nom\n111111111111,main~ | UNKNOWN_COLUMN",
        "~id,id\n111111111111,222222222222~ | COLUMN_TWICE",
        "~name\nmain~ | NO_ID_COLUMN"
      })
  void aFileThatCannotBeReadSaysWhy(String csv, CsvProblemKind kind) {
    CsvAccounts parsed = CsvAccounts.parse(csv);

    assertThat(parsed.isValid()).isFalse();
    assertThat(parsed.lines()).isEmpty();
    assertThat(parsed.problems()).extracting(CsvProblem::kind).containsExactly(kind);
  }

  @Test
  void tooManyLinesAndCharactersAreRefused() {
    String line = "111111111111,main\n";

    assertThat(CsvAccounts.parse("id,name\n" + line.repeat(CsvAccounts.MAX_LINES + 1)).problems())
        .extracting(CsvProblem::kind)
        .containsExactly(CsvProblemKind.MANY_LINES);
    assertThat(CsvAccounts.parse("x".repeat(CsvAccounts.MAX_CHARACTERS + 1)).problems())
        .extracting(CsvProblem::kind)
        .containsExactly(CsvProblemKind.LARGE);
  }

  /** What a spreadsheet would run is a name like any other here. */
  @Test
  void formulasAndMarkupAreText() {
    assertThat(accounts("id,name\n111111111111,\"=cmd|'/c calc'!A0 <script>\"").getFirst().name())
        .isEqualTo("=cmd|'/c calc'!A0 <script>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u0007", "\u001b"})
  void controlCharactersAreRefused(String control) {
    assertThat(CsvAccounts.parse("id,name\n111111111111,a" + control + "b").lines())
        .flatExtracting(CsvLine::problems)
        .containsExactly(new CsvProblem(CsvProblemKind.NAME, "a?b"));
  }
}
