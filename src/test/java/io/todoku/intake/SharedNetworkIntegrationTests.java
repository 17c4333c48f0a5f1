package io.todoku.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklists;
import io.todoku.rule.EgressVpcFixture;
import io.todoku.rule.Sender;
import io.todoku.rule.Verdict;
import io.todoku.scan.ScanFixture;
import io.todoku.snapshot.Snapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The mail of one account is followed to the egress VPC of another, whichever comes first. */
class SharedNetworkIntegrationTests extends ScanFixture {

  @Autowired private SnapshotImport importer;
  @Autowired private Checklists checklists;

  private static Snapshot workload() {
    return EgressVpcFixture.workload(Map.of()).build();
  }

  private static Snapshot network() {
    return EgressVpcFixture.network("nat-1").build();
  }

  private Checklist checklist(String account) {
    return checklists.of(accounts.get(account)).orElseThrow();
  }

  private Verdict ptrVerdictOfServer() {
    return checklist(EgressVpcFixture.WORKLOAD).items().stream()
        .filter(item -> item.finding().rule().equals("ptr-exists"))
        .filter(item -> item.finding().resource().id().equals("i-mail"))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  private boolean exitSends() {
    return checklist(EgressVpcFixture.NETWORK).senders().stream()
        .filter(sender -> sender.address().equals(EgressVpcFixture.EXIT))
        .anyMatch(Sender::sends);
  }

  @Test
  void aServerIsFollowedAsSoonAsTheOtherAccountIsKnown() {
    ReceivedSnapshots.importConfirmed(importer, workload());
    assertThat(ptrVerdictOfServer()).isEqualTo(Verdict.UNKNOWN);

    ReceivedSnapshots.importConfirmed(importer, network());

    assertThat(ptrVerdictOfServer()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(checklist(EgressVpcFixture.WORKLOAD).nothingSends()).isFalse();
    assertThat(exitSends()).isTrue();
  }

  @Test
  void aServerIsUnknownAgainWhenTheOtherAccountIsRemoved() {
    ReceivedSnapshots.importConfirmed(importer, network());
    assertThat(exitSends()).isFalse();

    ReceivedSnapshots.importConfirmed(importer, workload());
    assertThat(exitSends()).isTrue();
    assertThat(ptrVerdictOfServer()).isEqualTo(Verdict.NOT_APPLICABLE);

    accounts.remove(EgressVpcFixture.NETWORK);
    assertThat(ptrVerdictOfServer()).isEqualTo(Verdict.UNKNOWN);
  }
}
