package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.locale.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing gets into a template or a command that would change it. */
class RoleDefinitionTests {

  private static RoleDefinition role(String text, int place) {
    String[] texts = new String[6];
    texts[place] = text;
    return new RoleDefinition(
        texts[0],
        texts[1],
        texts[2] == null ? "" : texts[2],
        texts[3] == null ? "" : texts[3],
        texts[4],
        texts[5]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; rm -rf ~ #",
        "\"",
        "a\nTODOKU\n",
        "${var.x}",
        "$(id)",
        "`id`",
        "a b",
        "arn:aws:iam::111111111111:role/x\"y",
        "arn:aws:iam::111111111111:role/x'y",
        "arn:aws:iam::111111111111:policy/x$y",
        "*"
      })
  void whatAShellOrATemplateWouldReadIsRefusedEverywhere(String text) {
    for (int place = 0; place < 6; place++) {
      int there = place;
      assertThatThrownBy(() -> role(text, there))
          .as("place " + place)
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void blankIsTheDefault() {
    assertThat(new RoleDefinition(" ", "", "", "  ", "", "")).isEqualTo(RoleDefinition.UNKNOWN);
  }

  @Test
  void whatIamTakesIsTaken() {
    RoleDefinition role =
        new RoleDefinition(
            "arn:aws:iam::999999999999:role/ops/Todoku@prod",
            "a,b=c+d.e@f:g/h-i_j",
            "To+do=ku,.@-_",
            "/ops/mail/",
            "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
            "o-a1b2c3d4e5");

    for (RolePolicyFormat format : RolePolicyFormat.values()) {
      assertThat(format.text(role)).as(format.name()).doesNotContain("%s");
    }
  }
}
