package io.todoku.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;

class AdministratorSetupFormTests {

  @Test
  void aNameAndAPasswordOfTwelveCharactersAreValid() {
    assertThat(check(" mika ", "a".repeat(12)).hasErrors()).isFalse();
  }

  @Test
  void aMissingValueIsReportedForItsField() {
    assertThat(check(null, null).getFieldErrors())
        .extracting(FieldError::getCode)
        .containsExactly("signin.name.missing", "signin.password.short");
  }

  @Test
  void aPasswordOverTheBcryptLimitOf72BytesIsRefused() {
    assertThat(check("mika", "あ".repeat(24)).hasErrors()).isFalse();
    assertThat(check("mika", "あ".repeat(25)).getFieldErrors())
        .extracting(FieldError::getCode)
        .containsExactly("signin.password.long");
  }

  private static Errors check(@Nullable String name, @Nullable String password) {
    AdministratorSetupForm form = new AdministratorSetupForm(name, password, "token");
    Errors errors = new BeanPropertyBindingResult(form, "form");
    form.validate(errors);
    return errors;
  }
}
