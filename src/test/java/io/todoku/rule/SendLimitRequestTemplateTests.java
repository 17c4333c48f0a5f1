package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.SendLimitRequestTemplate.AddressWithPtr;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendLimitRequestTemplateTests {

  private static final List<AddressWithPtr> TWO =
      List.of(
          new AddressWithPtr("192.0.2.7", "mail.example.com"),
          new AddressWithPtr("192.0.2.8", "mail2.example.com"));

  private static String request(List<AddressWithPtr> addresses) {
    return SendLimitRequestTemplate.render(
        "111111111111", "ap-northeast-1", addresses, "These send mail");
  }

  @Test
  void theRequestHasAllFieldsAndMarksWhatOnlyPeopleKnow() {
    assertThat(request(TWO))
        .isEqualTo(
            """
            Request to Remove Email Sending Limitations
            Account: 111111111111
            Region: ap-northeast-1
            Elastic IP addresses and reverse DNS records:
              192.0.2.7  mail.example.com
              192.0.2.8  mail2.example.com
            Use case description:
              These send mail:
              [EDIT: what is sent, such as replies to enquiry forms].
              Recipients are [EDIT: who, and how they came to be written to].
              We send [EDIT: how many] messages a day, and no unsolicited mail.
              Bounces and complaints are handled by [EDIT: whom, and how].
            """);
  }

  @Test
  void missingAddressesAreMarkedAndCanBeFilledInLater() {
    String unfinished = request(List.of());

    assertThat(unfinished).contains("  [EDIT: the addresses that mail leaves from]\n");
    assertThat(SendLimitRequestTemplate.fillAddresses(unfinished, List.of())).isEqualTo(unfinished);
    assertThat(SendLimitRequestTemplate.fillAddresses(unfinished, TWO)).isEqualTo(request(TWO));
    assertThat(
            SendLimitRequestTemplate.fillAddresses(
                request(TWO), List.of(new AddressWithPtr("192.0.2.9", "other"))))
        .as("it names some already")
        .isEqualTo(request(TWO));
  }

  @Test
  void namesOfAddressesAreUpdated() {
    List<AddressWithPtr> unnamed =
        TWO.stream()
            .map(one -> new AddressWithPtr(one.address(), "[EDIT: its reverse DNS name]"))
            .toList();

    assertThat(SendLimitRequestTemplate.fillAddresses(request(unnamed), TWO))
        .isEqualTo(request(TWO));
  }
}
