package io.todoku.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.Attestation.AttestationState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decisions in files are checked as those of people are. */
class DecisionFileTests {

  private static final KnownRules RULES =
      new KnownRules() {
        @Override
        public List<String> ids() {
          return List.of("send-limit-removed", "ptr-exists");
        }

        @Override
        public boolean exists(String rule) {
          return ids().contains(rule);
        }

        @Override
        public boolean acceptsAttestation(String rule) {
          return rule.equals("send-limit-removed");
        }
      };

  private static final DecisionReader READER =
      new DecisionReader(RULES, Clock.fixed(Instant.parse("2026-12-01T09:00:00Z"), ZoneOffset.UTC));

  private static ConfiguredDecisions parse(String text) {
    return DecisionFile.parse(text.getBytes(StandardCharsets.UTF_8), READER);
  }

  private static String waiver(String fields) {
    return "accounts: [{id: '111111111111', waivers: [{%s}]}]".formatted(fields);
  }

  private static String attestation(String fields) {
    return "accounts: [{id: '111111111111', attestations: [{%s}]}]".formatted(fields);
  }

  /** Notices of an expiry are kept by the id of the decision. */
  @Test
  void theSameDecisionOfTwoAccountsHasTwoIds() {
    String entry =
        "{rule: ptr-exists, resource: 192.0.2.7, reason: moves, author: mika, date: 2026-01-01,"
            + " expires: 2027-01-01}";
    String accounts =
        "accounts: [{id: '111111111111', waivers: [%s]}, {id: '222222222222', waivers: [%s]}]"
            .formatted(entry, entry);

    String first = parse(accounts).of("111111111111").waivers().getFirst().id();

    assertThat(parse(accounts).of("222222222222").waivers().getFirst().id()).isNotEqualTo(first);
    assertThat(parse(accounts).of("111111111111").waivers().getFirst().id()).isEqualTo(first);
  }

  @Test
  void yamlAndJsonGiveTheSame() {
    String yaml =
        """
        accounts:
          - id: "111111111111"
            attestations:
              - rule: send-limit-removed
                region: eu-west-1
                state: granted
                date: 2026-11-20
                author: mika
                case-id: 1234
                note: by phone
                expires: 2027-11-20
            waivers:
              - rule: ptr-exists
                resource: 192.0.2.7
                reason: moves in March
                author: taro
                date: 2026-11-21
                expires: 2027-03-31
        """;
    String json =
        """
        {"accounts": [{"id": "111111111111",
          "attestations": [{"rule": "send-limit-removed", "region": "eu-west-1",
            "state": "GRANTED", "date": "2026-11-20", "author": "mika", "case-id": "1234",
            "note": "by phone", "expires": "2027-11-20"}],
          "waivers": [{"rule": "ptr-exists", "resource": "192.0.2.7",
            "reason": "moves in March", "author": "taro", "date": "2026-11-21",
            "expires": "2027-03-31"}]}]}
        """;

    AccountDecisions read = parse(yaml).of("111111111111");

    assertThat(read.attestations())
        .singleElement()
        .satisfies(said -> {
          assertThat(said.state()).isEqualTo(AttestationState.GRANTED);
          assertThat(said.date()).isEqualTo(LocalDate.of(2026, 11, 20));
          assertThat(said.recordedAt()).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
          assertThat(said.by()).isEqualTo("mika");
          assertThat(said.caseId()).isEqualTo("1234");
          assertThat(ConfiguredDecisions.hasId(said.id())).isTrue();
        });
    assertThat(read.waivers())
        .singleElement()
        .satisfies(waiver -> {
          assertThat(waiver.author()).isEqualTo("taro");
          assertThat(waiver.expires()).isEqualTo(LocalDate.of(2027, 3, 31));
          assertThat(waiver.fromConfiguration()).isTrue();
        });
    AccountDecisions fromJson = parse(json).of("111111111111");
    assertThat(fromJson.waivers()).isEqualTo(read.waivers());
    assertThat(fromJson.attestations())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
        .isEqualTo(read.attestations());
    assertThat(parse(yaml)).isEqualTo(parse(yaml));
  }

  @Test
  void anExpiredEntryStaysInTheFileAndIsNotInForce() {
    ConfiguredDecisions read =
        parse(
            waiver(
                "rule: ptr-exists, resource: x, reason: y, author: z, date: 2024-01-01,"
                    + " expires: 2025-01-01"));

    assertThat(read.of("111111111111").waivers())
        .singleElement()
        .satisfies(waiver -> assertThat(waiver.isInForce(LocalDate.of(2026, 12, 1))).isFalse());
    assertThat(read.of("222222222222").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rule: ptr-exist, resource: x, reason: y, author: z, date: 2026-11-01, expires: 2027-01-01 | accounts[0]: waivers[0]: there is no rule "ptr-exist"; the rules are: ptr-exists, send-limit-removed
          resource: x, reason: y, author: z, date: 2026-11-01, expires: 2027-01-01                  | waivers[0]: rule is missing
          rule: ptr-exists, reason: y, author: z, date: 2026-11-01, expires: 2027-01-01             | resource is missing
          rule: ptr-exists, resource: x, author: z, date: 2026-11-01, expires: 2027-01-01           | reason is missing
          rule: ptr-exists, resource: x, reason: y, date: 2026-11-01, expires: 2027-01-01           | author is missing
          rule: ptr-exists, resource: x, reason: y, author: z, date: 2026-11-01                     | expires is missing
          rule: ptr-exists, resource: x, reason: y, author: z, date: 2026-13-01, expires: 2027-01-01 | date: "2026-13-01" is not a date such as 2027-03-31
          rule: ptr-exists, resource: x, reason: y, author: z, date: 2026-12-03, expires: 2027-01-01 | in the future
          rule: ptr-exists, resource: x, reason: y, author: z, date: 2026-11-01, expires: 2026-10-01 | before its date
          rule: ptr-exists, resource: x, reason: y, author: z, date: 2026-11-01, expires: 2028-11-02 | must end by 2028-11-01
          rule: ptr-exists, resource: x, reason: y, author: z, date: 2026-11-01, expire: 2027-01-01 | unknown key "expire"
          """)
  void aWrongWaiverIsRefusedWithItsPlaceAndReason(String fields, String reason) {
    assertThatThrownBy(() -> parse(waiver(fields)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rule: ptr-exists, state: granted, author: z, date: 2026-11-01          | does not take attestations; these do: send-limit-removed
          rule: send-limit-removed, state: yes, author: z, date: 2026-11-01      | state must be one of requested, granted, refused, not "true"
          rule: send-limit-removed, author: z, date: 2026-11-01                  | state must be one of
          rule: send-limit-removed, state: granted, author: z                    | date is missing
          rule: send-limit-removed, state: granted, date: 2026-11-01             | author is missing
          rule: send-limit-removed, state: granted, author: z, date: 2026-11-01, region: Tokyo | "Tokyo" is not an AWS Region
          """)
  void aWrongAttestationIsRefusedWithItsPlaceAndReason(String fields, String reason) {
    assertThatThrownBy(() -> parse(attestation(fields)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("accounts[0]: attestations[0]: ")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          accounts: [{id: 12}]                    | accounts[0]: id must be an account id of 12 digits
          accounts: [null]                        | accounts[0]: id must be
          account: []                             | unknown key "account"
          []                                      | it has no list "accounts"
          accounts: {}                            | another kind
          accounts: [                             | neither YAML nor JSON
          {"accounts": [], "accounts": []}        | neither YAML nor JSON
          accounts: [{id: '111111111111', waivers: [null]}] | waivers[0] is empty
          """)
  void aFileOfAnotherFormIsRefused(String text, String reason) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(reason);
  }
}
