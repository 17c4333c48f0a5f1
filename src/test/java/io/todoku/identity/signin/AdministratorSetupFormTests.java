package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;

class AdministratorSetupFormTests {

  @Test
  void aNameAndAPasswordOfTwelveCharactersAreValid() {
    assertThat(check(" mika ", "some words in").hasErrors()).isFalse();
  }

  @Test
  void aMissingValueIsReportedForItsField() {
    assertThat(check(null, null).getFieldErrors())
        .extracting(FieldError::getCode)
        .containsExactly("signin.name.missing", "signin.password.short");
  }

  @Test
  void aPasswordOverTheBcryptLimitOf72BytesIsRefused() {
    assertThat(check("mika", "山川空海花鳥風月春夏秋冬東西南北上下左右前後内外".substring(0, 24)).hasErrors()).isFalse();
    assertThat(check("mika", "あ".repeat(25)).getFieldErrors())
        .extracting(FieldError::getCode)
        .containsExactly("signin.password.long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aaaaaaaaaaaa",
        "123456789012",
        "qwertyuiop[]",
        "password1234",
        "abcabcabcabc",
        "todokutodoku",
        "mika.nagisa.mika",
        "iloveyou1234",
        "P@ssw0rd2024",
        "Summer2026!!",
        "todoku-todoku",
        "todoku-todoku-2026",
        "mika-todoku-2026",
        "ExampleKK2026!",
        "Minato.Works#2026",
        "Welcome2026!!!",
        "letmein letmein",
        "austinpowers1",
        "AustinPowers1",
        "jaisanthoshi"
      })
  void aGuessablePasswordIsRefused(String password) {
    assertThat(check("mika.nagisa", password).getFieldErrors())
        .extracting(FieldError::getCode)
        .containsExactly("signin.password.guessable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"some words in a row", "港の灯りと古い時計台の鐘", "xK4!pQ9zLm2#", "works with an example"})
  void aPasswordThatIsHardToGuessIsTaken(String password) {
    assertThat(check("mika", password).hasErrors()).isFalse();
  }

  private static Errors check(@Nullable String name, @Nullable String password) {
    AdministratorSetupForm form = new AdministratorSetupForm(name, password, "token");
    Errors errors = new BeanPropertyBindingResult(form, "form");
    form.validate(errors, new PasswordRules(() -> List.of("Example KK", "Minato Works")));
    return errors;
  }
}
