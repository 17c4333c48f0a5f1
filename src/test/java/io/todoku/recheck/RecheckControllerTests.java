package io.todoku.recheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.VisibleAccounts;
import io.todoku.recheck.RecheckRefusedException.Refusal;
import io.todoku.snapshot.Environment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.web.servlet.mvc.support.RedirectAttributesModelMap;

/** Refusals of rechecks that were started together. */
class RecheckControllerTests {

  private final VisibleAccounts accounts = mock();
  private final Rechecks rechecks = mock();

  private static ResourceBundleMessageSource messages() {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/recheck");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return messages;
  }

  private static Account account(String id) {
    return new Account(
        id, "name " + id, "", Environment.STAGING, new Access.DefaultChain(), List.of(), List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "6, en, 1 more account could not be rechecked.",
    "8, en, 3 more accounts could not be rechecked.",
    "8, ja, ほか3アカウントでも再確認できませんでした。"
  })
  void refusalsThatAreNotNamedAreCounted(int refused, String language, String more) {
    List<String> ids =
        IntStream.range(0, refused).mapToObj(number -> "%012d".formatted(number)).toList();
    when(accounts.find(any())).thenAnswer(asked -> Optional.of(account(asked.getArgument(0))));
    when(rechecks.start(any(), any())).thenThrow(new RecheckRefusedException(Refusal.SCANNING));
    RedirectAttributesModelMap redirect = new RedirectAttributesModelMap();

    new RecheckController(accounts, rechecks, messages())
        .startFixed(
            "ptr-exists",
            ids.stream().map(id -> id + " address/x").toList(),
            new FixFilter("ptr-exists", null, null, null),
            Locale.forLanguageTag(language),
            redirect);

    assertThat(redirect.getFlashAttributes().get("problem"))
        .asString()
        .contains("name " + ids.get(4))
        .doesNotContain("name " + ids.get(5))
        .endsWith(more);
  }

  @Test
  void theAccountsThatAreLeftAreRecheckedWhereOneWasRemoved() {
    UUID run = UUID.randomUUID();
    when(accounts.find("000000000001")).thenReturn(Optional.of(account("000000000001")));
    when(rechecks.start(any(), any())).thenReturn(run);
    RedirectAttributesModelMap redirect = new RedirectAttributesModelMap();

    String answer =
        new RecheckController(accounts, rechecks, messages())
            .startFixed(
                "ptr-exists",
                List.of("000000000000 address/x", "000000000001 address/y"),
                new FixFilter("ptr-exists", null, null, null),
                Locale.ENGLISH,
                redirect);

    assertThat(redirect.getFlashAttributes().get("problem"))
        .isEqualTo(
            "No recheck to show for account 000000000000: the account or its recheck was removed in"
                + " the meantime.");
    assertThat(answer).isEqualTo("redirect:/rechecks");
    verify(rechecks).start(any(), any());
  }

  @Test
  void theAddressOfTheFilteredPageEscapesTheNameOfAClient() {
    assertThat(new FixFilter("ptr-exists", "A & B", null, "100").address())
        .isEqualTo("/fix?rule=ptr-exists&client=A%20%26%20B&from=100");
    assertThat(new FixFilter("ptr-exists", "{x}", "", null).address())
        .isEqualTo("/fix?rule=ptr-exists&client=%7Bx%7D");
  }
}
