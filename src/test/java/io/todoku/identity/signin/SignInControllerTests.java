package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.validation.BeanPropertyBindingResult;

class SignInControllerTests {

  private final PasswordRules passwords = mock();
  private final SignInController controller =
      new SignInController(mock(), mock(), mock(), mock(), mock(), mock(), passwords);

  /** To estimate how strong a hostile password is takes seconds. */
  @Test
  void thePasswordOfWhoeverHasNoLinkIsNotLookedAt() {
    AdministratorSetupForm form =
        new AdministratorSetupForm("mika", "4@8({[</369&#!1/|0$5+7%2/4@8({[<", "no token");
    MockHttpServletResponse response = new MockHttpServletResponse();

    controller.completeSetup(
        form,
        new BeanPropertyBindingResult(form, "form"),
        new ExtendedModelMap(),
        new MockHttpServletRequest(),
        response);

    assertThat(response.getStatus()).isEqualTo(410);
    verifyNoInteractions(passwords);
  }
}
