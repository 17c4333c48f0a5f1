package io.todoku.rule.limit;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.BlockForm;
import io.todoku.rule.BlockKind;
import io.todoku.rule.Placeholder;
import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.Test;

/** The request to AWS that a finding without an attestation comes with. */
class SendLimitRequestTextTests {

  private static final String ADDRESS = "203.0.113.9";

  private static String request(SnapshotBuilder snapshot) {
    var remedy = onlyFinding(new SendLimitRemoved(), snapshot).remedy();
    assertThat(remedy.steps())
        .containsExactly(
            Text.of("send-limit-removed.do.request"), Text.of("send-limit-removed.do.record"));
    assertThat(remedy.commands()).hasSize(1);
    return remedy.commands().getFirst();
  }

  @Test
  void namesEachElasticIpWithItsPtrAndTheMailDomains() {
    SnapshotBuilder snapshot =
        aSnapshot()
            .withSender("203.0.113.8")
            .withSender(ADDRESS)
            .withIpv6("2001:db8::9")
            .withRoleOverride("2001:db8::9", true)
            .ptr("203.0.113.8", "other.example.com")
            .ptr(ADDRESS, "ec2-203-0-113-9.compute.amazonaws.com", "mail.example.com")
            .ptr("2001:db8::9", "six.example.com")
            .withDomain("example.com")
            .withDomain("example.net");

    assertThat(request(snapshot))
        .startsWith(
            """
            Request to Remove Email Sending Limitations
            Account: 111111111111
            Region: ap-northeast-1
            Elastic IP addresses and reverse DNS records:
              203.0.113.8  other.example.com
              203.0.113.9  mail.example.com
            Use case description:
              These instances send transactional mail for example.com, example.net:
            """);
  }

  @Test
  void withoutAMailDomainItSpeaksOfOurDomains() {
    assertThat(request(aSnapshot().withSender(ADDRESS).ptr(ADDRESS, "mail.example.com")))
        .contains("\n  These instances send transactional mail for our domains:\n");
  }

  @Test
  void withoutAPtrOfItsOwnTheNameIsAPlaceholder() {
    String placeholder = "\n  203.0.113.9  [EDIT: its reverse DNS name]\n";
    String ptr = "9.113.0.203.in-addr.arpa";

    assertThat(
            request(
                aSnapshot()
                    .withSender(ADDRESS)
                    .ptr(ADDRESS, "ec2-203-0-113-9.compute.amazonaws.com")))
        .contains(placeholder);
    assertThat(request(aSnapshot().withSender(ADDRESS).dnsStatus(ptr, "PTR", Status.NXDOMAIN)))
        .contains(placeholder);
    assertThat(request(aSnapshot().withSender(ADDRESS).dnsUnknown(ptr, "PTR", ReasonKind.TIMEOUT)))
        .contains(placeholder);
  }

  @Test
  void whatOnlyPeopleKnowIsAskedInFields() {
    BlockForm form =
        onlyFinding(
                new SendLimitRemoved(), aSnapshot().withSender(ADDRESS).ptr(ADDRESS, "m.example"))
            .remedy()
            .options()
            .getFirst()
            .change()
            .blocks()
            .getFirst()
            .forms()
            .getFirst();

    assertThat(form.placeholders())
        .containsExactly(
            Placeholder.KIND_OF_MAIL,
            Placeholder.RECIPIENTS,
            Placeholder.MESSAGES_PER_DAY,
            Placeholder.BOUNCE_HANDLING);
    assertThat(new BlockForm(BlockKind.SHELL, form.text()).placeholders())
        .as("a sentence may mean anything in a shell")
        .isEmpty();
    assertThat(form.placeholders().getFirst().pattern()).isEqualTo("[^\\[\\]]+");
  }
}
