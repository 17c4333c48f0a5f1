package io.todoku.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.rule.Text;
import io.todoku.snapshot.Environment;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Texts are worded for who reads them. */
class TextVariantTests {

  private static final Path RESOURCES = Path.of("src/main/resources");

  /** How a text names a page or a control of the application. */
  private static final Pattern PAGE =
      Pattern.compile(
          "account page|page of the (rule|address)|Accounts →|アカウントのページ|ルールのページ|アドレスのページ|追加のページ|アカウントを追加」");

  /** How a text tells to rescan. */
  private static final Pattern RESCAN = Pattern.compile("\\b[Rr]escan\\b|再スキャン(し|する)");

  private static Account account(Access access) {
    return new Account(
        "111111111111", "mail", "", Environment.PRODUCTION, access, List.of(), List.of());
  }

  private static Wording wording(Locale locale) {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasenames("messages/rules", "messages/causes");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return new Wording(messages, locale);
  }

  /** The texts of causes and rules in a language, by their keys. */
  private static Map<String, String> texts(String tag) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> rules = Files.list(RESOURCES.resolve("rules"))) {
      Stream<Path> files =
          Stream.concat(
              Stream.of("messages/causes", "messages/rules")
                  .map(name -> RESOURCES.resolve(name + tag + ".properties")),
              rules.filter(file -> isOfLanguage(file.getFileName().toString(), tag)));
      for (Path file : files.toList()) {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
          read.load(reader);
        }
        read.forEach((key, text) -> texts.put(key.toString(), text.toString()));
      }
    }
    return texts;
  }

  private static boolean isOfLanguage(String file, String tag) {
    return tag.isEmpty()
        ? file.endsWith(".properties") && !file.contains("_")
        : file.endsWith(tag + ".properties");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_ja"})
  void noTextForClientsNamesAPageOfTheApplication(String tag) throws IOException {
    Map<String, String> texts = texts(tag);

    assertThat(texts).hasSizeGreaterThan(500);
    assertThat(texts.entrySet())
        .filteredOn(entry -> !entry.getKey().matches(".*\\.(import|cli)"))
        .filteredOn(entry ->
            PAGE.matcher(texts.getOrDefault(entry.getKey() + ".client", entry.getValue())).find())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_ja"})
  void noTextAboutAnImportedAccountSaysToRescanIt(String tag) throws IOException {
    Map<String, String> texts = texts(tag);

    assertThat(texts.entrySet())
        .filteredOn(entry -> !entry.getKey().matches(".*\\.(client|cli)"))
        .filteredOn(entry ->
            RESCAN.matcher(texts.getOrDefault(entry.getKey() + ".import", entry.getValue())).find())
        .isEmpty();
  }

  /** It has options and files, and no page to open. */
  @ParameterizedTest
  @ValueSource(strings = {"", "_ja"})
  void noTextOfTheCommandLineNamesAPageOfTheApplication(String tag) throws IOException {
    Map<String, String> texts = texts(tag);
    Pattern page =
        Pattern.compile(
            PAGE
                + "|“Rescan”|Open Settings|Public addresses”|[Rr]ecord the request here|import(ed)?\\b"
                + "|「再スキャンする」|「設定」|「パブリックアドレス|取り込");

    assertThat(texts.entrySet())
        .filteredOn(entry -> !entry.getKey().matches(".*\\.(client|import|cli)"))
        .filteredOn(entry ->
            page.matcher(texts.getOrDefault(entry.getKey() + ".cli", entry.getValue())).find())
        .isEmpty();
  }

  @Test
  void theCommandLineNamesItsOwnWays() {
    Wording commandLine = wording(Locale.ENGLISH).forCommandLine();

    assertThat(commandLine.of("cause.verify")).isEqualTo("The next scan judges what this hides.");
    assertThat(commandLine.about(account(new Access.SnapshotsOnly(true))).of("cause.DENIED.verify"))
        .isEqualTo("This prints “allowed” for each call; then rescan.");
    assertThat(commandLine.of("cause.mx-holder.waive.do")).contains("--decisions");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | cause.verify         | The next snapshot that is imported is judged for what this leaves unknown.
          en | cause.DENIED.verify  | This prints “allowed” for each call; then import a new snapshot.
          en | remedy.verify.dns    | Check what public DNS answers, then import a new snapshot.
          ja | cause.verify         | 次に取り込むスナップショットで、確認できなかった項目が判定されます。
          ja | remedy.verify.dns    | 公開DNSの応答を確認し、新しいスナップショットを取り込みます。
          """)
  void anImportedAccountIsJudgedByAnotherSnapshot(String language, String key, String sentence) {
    Account imported = account(new Access.SnapshotsOnly(true));
    Account scanned = account(new Access.DefaultChain());
    Wording standard = wording(Locale.forLanguageTag(language));

    assertThat(standard.about(imported).of(Text.of(key))).isEqualTo(sentence);
    assertThat(standard.about(scanned).of(Text.of(key))).isEqualTo(standard.of(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_ja"})
  void noTextForClientsAboutAnImportedAccountSaysToRescanItOrWaitForAScan(String tag)
      throws IOException {
    Map<String, String> texts = texts(tag);
    Pattern scan = Pattern.compile(RESCAN + "|[Nn]ext scan|次のスキャン");

    assertThat(texts.entrySet())
        .filteredOn(entry -> !entry.getKey().matches(".*\\.(client|import|cli)"))
        .filteredOn(entry ->
            Stream.of(".client.import", ".client", ".import", "")
                .map(suffix -> texts.getOrDefault(entry.getKey() + suffix, ""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .filter(text -> scan.matcher(text).find() || PAGE.matcher(text).find())
                .isPresent())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | cause.verify         | The next snapshot is judged for what this leaves unknown.
          en | cause.DENIED.verify  | This prints “allowed” for each call; then import a new snapshot.
          en | question.does-it-send | We need your answer: does {0} send mail by itself? {1} alone does not show it. Tell us; or tag it todoku:mail = both if it sends, or = receives if it does not.
          ja | cause.verify         | 次のスナップショットで、確認できなかった項目が判定されます。
          """)
  void aClientIsToldOfAnImportedAccount(String language, String key, String sentence) {
    Wording standard = wording(Locale.forLanguageTag(language));
    Account imported = account(new Access.SnapshotsOnly(true));
    Wording client = standard.forClient().about(imported);

    assertThat(client.of(Text.of(key))).isEqualTo(sentence);
    assertThat(standard.about(imported).forClient())
        .isEqualTo(client)
        .extracting(Wording::client, Wording::imported)
        .containsExactly(true, true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | cause.verify          | The next scan judges what this leaves unknown.
          en | cause.INCONCLUSIVE.do | Check by hand what came back. If all is well, tell us what you saw, and we waive the finding; if not, correct it.
          ja | cause.verify          | 次のスキャンで、確認できなかった項目が判定されます。
          ja | cause.INCONCLUSIVE.do | 返された応答を手動で確認してください。問題がなければ、確認した内容をお知らせください。例外承認を行います。問題があれば修正してください。
          """)
  void aClientIsToldWhatAClientCanDo(String language, String key, String sentence) {
    Wording client = wording(Locale.forLanguageTag(language)).forClient();

    assertThat(client.of(Text.of(key))).isEqualTo(sentence);
    assertThat(client.find(key)).isEqualTo(sentence);
  }

  @Test
  void aTextWithoutAVariantIsTheSameForEveryone() {
    Wording standard = wording(Locale.ENGLISH);

    assertThat(standard.forClient().of("cause.NOT_YET.do"))
        .isEqualTo(standard.of("cause.NOT_YET.do"));
    assertThat(standard.forClient().find("cause.no-such-key")).isEmpty();
    assertThat(standard.of("cause.verify")).contains("“Rescan” on the account page");
  }
}
