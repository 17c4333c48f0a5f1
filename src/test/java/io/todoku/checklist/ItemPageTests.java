package io.todoku.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.ChecklistView.SenderView;
import io.todoku.rule.Sender;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemPageTests {

  private static List<SenderView> senders(int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new SenderView(
                "192.0.2." + i,
                "eu-west-1",
                null,
                Sender.SendingRole.SENDS,
                List.of(),
                Sender.ReceivingRole.NO_SIGN,
                List.of(),
                List.of(),
                "auto",
                "auto",
                "",
                ""))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 100, 0",
    "100, 100, 200, 0",
    "150, 100, 200, 0",
    "200, 200, 250, 100",
    "9999, 200, 250, 100",
    "-5, 0, 100, 0",
  })
  void aPageHoldsAHundredItems(int from, int start, int to, int before) {
    ItemPage<SenderView> stretch = ItemPage.ofSenders(senders(250), "SENDERS", from);

    assertThat(stretch.from()).isEqualTo(start);
    assertThat(stretch.to()).isEqualTo(to);
    assertThat(stretch.previousFrom()).isEqualTo(before);
    assertThat(stretch.items()).isEqualTo(senders(250).subList(start, to));
    assertThat(stretch.complete()).isFalse();
  }

  @Test
  void aSectionThatFitsIsShownWhole() {
    assertThat(ItemPage.ofSenders(senders(100), "", 0).complete()).isTrue();
    assertThat(ItemPage.ofSenders(List.of(), "", 7).complete()).isTrue();
  }

  @Test
  void sectionsThatWereNotRequestedAreLeftOut() {
    assertThat(ItemPage.ofSenders(senders(3), "FINE", 0).items()).isEmpty();
  }

  @Test
  void theOffsetAppliesToTheRequestedSectionOnly() {
    assertThat(ItemPage.ofSenders(senders(250), "", 100).from()).isZero();
  }
}
