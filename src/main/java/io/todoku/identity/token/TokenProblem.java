package io.todoku.identity.token;

import io.todoku.locale.InputProblem;
import java.util.Locale;

/** Why a token cannot be made. */
enum TokenProblem implements InputProblem {
  NAME("name", "name: say what the token is for, in at most 40 characters"),
  ROLE("role", "role: one of VIEWER, OPERATOR, ADMINISTRATOR"),
  ROLE_BEYOND("role", "role: a token may not do more than you may"),
  CLIENTS("client", "clients: name at least one client of at most 200 characters, or everyClient"),
  CLIENTS_BEYOND("client", "clients: a token may not see more clients than you may"),
  DAYS("days", "days: from 1 to 365"),
  MANY("", "you have %s tokens that work: revoke one first");

  private final String field;
  private final String englishText;

  TokenProblem(String field, String englishText) {
    this.field = field;
    this.englishText = englishText;
  }

  @Override
  public String key() {
    return "tokens.wrong." + name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String englishText() {
    return englishText;
  }

  @Override
  public String field() {
    return field;
  }
}
