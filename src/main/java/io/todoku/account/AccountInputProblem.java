package io.todoku.account;

import io.todoku.locale.InputProblem;

/** Why an attestation, a waiver or a role override is refused. */
enum AccountInputProblem implements InputProblem {
  MISSING("input.missing", "a text is missing"),
  LONG("input.long", "a text is longer than %2$d characters"),
  ATTESTATION("input.attestation", "an attestation needs a state and a date"),
  NO_SUCH_RULE("input.rule", "there is no rule \"%s\""),
  NOT_ATTESTABLE("input.rule-asks", "the rule \"%s\" does not take attestations"),
  NOT_A_DOMAIN("input.domain", "\"%s\" is not a mail domain of this account"),
  NOT_A_REGION("input.region", "\"%s\" is not a Region"),
  NO_REGIONS("input.regions", "name at least one Region"),
  FUTURE("input.future", "the date %s is in the future"),
  NOT_A_DATE("input.date", "\"%s\" is not a date"),
  EXPIRED("input.expired", "%s has passed"),
  NONE_SELECTED("input.none-selected", "nothing is selected"),
  WAIVER_EXPIRY("input.waiver-expires", "a waiver must end between %s and %s");

  private final String key;
  private final String englishText;

  AccountInputProblem(String key, String englishText) {
    this.key = key;
    this.englishText = englishText;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String englishText() {
    return englishText;
  }
}
