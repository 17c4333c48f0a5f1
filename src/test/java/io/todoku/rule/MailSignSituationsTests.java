package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Sender.ReceivingRole;
import io.todoku.rule.Sender.SendingRole;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What DNS, firewalls and the mail port of an address show of its mail. */
class MailSignSituationsTests extends NetworkSituationsFixture {

  @Test
  void thePtrOfAnAddressOfOnesOwnIsReadFromDns() {
    SnapshotBuilder world =
        aSnapshot()
            .withElasticIp(
                new ElasticIp(
                    "eipalloc-own",
                    "192.0.2.7",
                    "eipassoc-own",
                    "i-own",
                    "eni-own",
                    Map.of(),
                    "ipv4pool-ec2-0123456789",
                    null))
            .ptr("192.0.2.7", "mail.example.com");

    assertThat(sender(world, "192.0.2.7").sending().evidence())
        .containsExactly(Text.of("sender.ptr", "mail.example.com"));
  }

  /** The holder of a range names each address after itself, whatever is there. */
  @Test
  void aGeneratedPtrOfAnAddressOfOnesOwnIsNoSignOfMail() {
    SnapshotBuilder world =
        aSnapshot()
            .withElasticIp(
                new ElasticIp(
                    "eipalloc-own",
                    "192.0.2.7",
                    "eipassoc-own",
                    "i-own",
                    "eni-own",
                    Map.of(),
                    "ipv4pool-ec2-0123456789",
                    null))
            .ptr("192.0.2.7", "192-0-2-7.static.example.com");

    assertThat(sender(world, "192.0.2.7").role()).isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void thePtrThatAwsGivesEveryAddressIsNoSignOfMailWhereEc2ListsItEither() {
    SnapshotBuilder world =
        aSnapshot()
            .withElasticIp("192.0.2.7", Map.of())
            .reverseDns(
                new ReverseDns(
                    "eipalloc-1",
                    "192.0.2.7",
                    "ec2-192-0-2-7.ap-northeast-1.compute.amazonaws.com.",
                    null,
                    null,
                    null))
            .ptr("192.0.2.7", "ec2-192-0-2-7.ap-northeast-1.compute.amazonaws.com");

    assertThat(sender(world, "192.0.2.7").role()).isEqualTo(SendingRole.NO_SIGN);
  }

  @Test
  void aServerThatRefusesTheConnectionIsNone() {
    SnapshotBuilder web =
        aSnapshot()
            .withElasticIp("192.0.2.7", Map.of())
            .openToTheWorld(25)
            .dialogue("192.0.2.7", SmtpDialogue.CONNECTION_REFUSED);

    assertThat(sender(web, "192.0.2.7").role()).isEqualTo(SendingRole.NO_SIGN);
  }

  /** A relay for the hosts of the VPC opens port 25 to them alone, and sends to the Internet. */
  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/16", "sg-app"})
  void aServerThatTakesMailOnlyFromInsideIsAskedWhetherItSends(String source) {
    Sender relay =
        sender(
            aSnapshot()
                .withElasticIp("192.0.2.7", Map.of())
                .openTo(source)
                .openToTheWorld(25)
                .serverUnknown("192.0.2.7", ReasonKind.TIMEOUT)
                .ptr("192.0.2.7", "ec2-192-0-2-7.compute-1.amazonaws.com"),
            "192.0.2.7");

    assertThat(relay.receiving().role()).isEqualTo(ReceivingRole.NO_SIGN);
    assertThat(relay.role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(relay.sending().evidence())
        .containsExactly(Text.of("sender.question.inside", "25", "sg-1"));
    assertThat(relay.uncertainty())
        .isEqualTo(
            Question.DOES_RELAY_SEND.about(
                "192.0.2.7", "ec2:DescribeSecurityGroups sg-1 (TCP 25)"));
  }

  @Test
  void aRefusedConnectionAnswersWhetherAServerTakesMailFromInside() {
    SnapshotBuilder web =
        aSnapshot()
            .withElasticIp("192.0.2.7", Map.of())
            .openTo("10.0.0.0/16")
            .openToTheWorld(25)
            .dialogue("192.0.2.7", SmtpDialogue.CONNECTION_REFUSED);

    assertThat(sender(web, "192.0.2.7").role()).isEqualTo(SendingRole.NO_SIGN);
  }
}
