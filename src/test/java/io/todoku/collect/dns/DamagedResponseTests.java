package io.todoku.collect.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.todoku.testing.InputMutator;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A damaged DNS response is no message, or one that can be read; nothing else happens. */
class DamagedResponseTests {

  private static final DnsQuestion QUESTION =
      Objects.requireNonNull(DnsQuestion.of("mail.example.com", "A"));
  private static final int MAX_ALIASES = 8;

  private static byte[] response(String... records) {
    Message message =
        Message.newQuery(
            Record.newRecord(QUESTION.name(), QUESTION.type(), org.xbill.DNS.DClass.IN));
    message.getHeader().setFlag(Flags.QR);
    for (String record : records) {
      String[] parts = record.split(" ", 3);
      try {
        message.addRecord(
            Record.fromString(
                org.xbill.DNS.Name.fromString(parts[0]),
                Type.value(parts[1]),
                org.xbill.DNS.DClass.IN,
                60,
                parts[2],
                org.xbill.DNS.Name.root),
            parts[1].equals("SOA") ? Section.AUTHORITY : Section.ANSWER);
      } catch (IOException e) {
        throw new IllegalArgumentException(record, e);
      }
    }
    return message.toWire();
  }

  @Test
  void isNoMessageOrIsRead() {
    List<byte[]> valid =
        List.of(
            response("mail.example.com. A 192.0.2.7"),
            response(
                "mail.example.com. CNAME mx.example.net.",
                "mx.example.net. A 192.0.2.8",
                "mx.example.net. A 192.0.2.9"),
            response("mail.example.com. TXT \"v=spf1 -all\" \"more\""),
            response("example.com. SOA ns.example.com. admin.example.com. 1 2 3 4 60"));
    int read = 0;
    for (int number = 0; number < InputMutator.inputs(); number++) {
      try {
        Message message = new Message(InputMutator.mutate(valid, number));
        ParsedResponse parsed = ParsedResponse.of(message, QUESTION, new HashSet<>(), MAX_ALIASES);
        assertThat(parsed.aliases()).hasSizeLessThanOrEqualTo(MAX_ALIASES + 1);
        assertThat(parsed.records()).doesNotContainNull();
        read++;
      } catch (IOException noMessage) {
        assertThat(noMessage).isNotInstanceOf(TextParseException.class);
      } catch (Exception | StackOverflowError crash) {
        fail("the input of number " + number, crash);
      }
    }
    assertThat(read).as("some are still messages").isBetween(1, InputMutator.inputs() - 1);
  }
}
