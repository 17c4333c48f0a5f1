package io.todoku.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.FixBlock.FixText;
import io.todoku.rule.BlockForm;
import io.todoku.rule.BlockKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several accounts need is one text, in which each account's part can be told. */
class FixBlockTests {

  private static final String A = "111111111111";
  private static final String B = "222222222222";

  private static FixText text(
      String account, String id, String where, BlockKind kind, String pasted) {
    return new FixText(account, id, where, new BlockForm(kind, pasted));
  }

  private static FixText ptr(int number) {
    return text(
        "Example",
        A,
        "192.0.2." + number,
        BlockKind.AWS_CLI,
        "aws ec2 modify-address-attribute --allocation-id eipalloc-%08x --domain-name %s --region eu-west-1"
            .formatted(number, number == 1 ? "MAIL-HOST-NAME" : "m" + number + ".example.com"));
  }

  @Test
  void linesOfOneZoneFileStandUnderTheirAccounts() {
    List<FixBlock> blocks =
        FixBlock.of(
            List.of(
                text("Example", A, "192.0.2.1", BlockKind.ZONE_RECORD, "a.  300  IN  A  192.0.2.1"),
                text("Other", B, "192.0.2.2", BlockKind.ZONE_RECORD, "b.  300  IN  A  192.0.2.2"),
                text("Example", A, "192.0.2.1", BlockKind.ZONE_RECORD, "a.  300  IN  A  192.0.2.1"),
                text(
                    "Example",
                    A,
                    "192.0.2.3",
                    BlockKind.ZONE_RECORD,
                    "c.  300  IN  A  192.0.2.3")));

    assertThat(blocks)
        .containsExactly(
            new FixBlock(
                "ZONE_RECORD",
                """
                ; Example · 111111111111
                a.  300  IN  A  192.0.2.1
                c.  300  IN  A  192.0.2.3

                ; Other · 222222222222
                b.  300  IN  A  192.0.2.2\
                """,
                2));
  }

  @Test
  void theSameCommandsNameEachServerThatNeedsThem() {
    List<FixBlock> blocks =
        FixBlock.of(
            List.of(
                text("Example", A, "192.0.2.1", BlockKind.SHELL, "postfix reload"),
                text("Example", A, "192.0.2.2", BlockKind.SHELL, "postfix reload")));

    assertThat(blocks.getFirst().text())
        .isEqualTo("# Example · 111111111111\n# 192.0.2.1\n# 192.0.2.2\npostfix reload");
  }

  @Test
  void aNameFromOutsideStaysInItsComment() {
    String hostile = "x\nrm -rf /\r\n; y\u2028z\u202Etxt\u0007";
    for (BlockKind kind : List.of(BlockKind.SHELL, BlockKind.TERRAFORM, BlockKind.ZONE_RECORD)) {
      String block =
          FixBlock.of(List.of(text(hostile, A, hostile, kind, "SAFE"))).getFirst().text();

      assertThat(block.lines().filter(line -> !line.isEmpty() && !line.equals("SAFE")))
          .as(kind.name())
          .allMatch(line -> line.startsWith(kind == BlockKind.ZONE_RECORD ? "; " : "# "));
      assertThat(block).doesNotContain("\u2028", "\u202E", "\u0007", "\r");
    }
  }

  @Test
  void ptrRequestsAreOneTextOfTwentyAddressesEach() {
    List<FixBlock> blocks =
        FixBlock.of(IntStream.rangeClosed(1, 21).mapToObj(FixBlockTests::ptr).toList());

    assertThat(blocks).extracting(FixBlock::kind).containsExactly("PTR_REQUEST", "AWS_CLI");
    assertThat(blocks.getFirst().accounts()).isEqualTo(1);
    String[] requests = blocks.getFirst().text().split("\n----\n");
    assertThat(requests).hasSize(2);
    assertThat(requests[0])
        .contains("Account: 111111111111\nRegion: eu-west-1\n")
        .contains("  192.0.2.1  eipalloc-00000001  [EDIT: its reverse DNS name]\n")
        .contains("  192.0.2.20  eipalloc-00000014  m20.example.com\n")
        .doesNotContain("192.0.2.21");
    assertThat(requests[1]).contains("  192.0.2.21  eipalloc-00000015  m21.example.com\n");
  }

  @Test
  void aFileNameHasPlainCharactersOnly() {
    assertThat(new FixBlock("TERRAFORM", "x", 1).fileName("ptr-matches-a"))
        .isEqualTo("todoku-ptr-matches-a-terraform.tf");
    assertThat(new FixBlock("ZONE_RECORD", "x", 1).fileName("../../etc/\"passwd\r\nX: y"))
        .isEqualTo("todoku-etc-passwd-x-y-zone-record.txt");
  }

  @Test
  void thePageShowsWholeLinesOfALongText() {
    FixBlock block = new FixBlock("SHELL", "line of a text\n".repeat(5000), 1);

    assertThat(block.complete()).isFalse();
    assertThat(block.shown()).hasSizeBetween(19_000, 20_000).endsWith("line of a text");
    assertThat(new FixBlock("SHELL", "short", 1).shown()).isEqualTo("short");
  }

  /** Whoever pasted both into one server would give it the name of the other. */
  @Test
  void differentCommandsForSeveralServersAreNotOneText() {
    for (BlockKind kind :
        List.of(
            BlockKind.SHELL,
            BlockKind.CONFIGURATION,
            BlockKind.EXCHANGE_SHELL,
            BlockKind.SERVED_FILE)) {
      assertThat(
              FixBlock.of(
                  List.of(
                      text("Example", A, "192.0.2.1", kind, "postconf -e myhostname=a"),
                      text("Example", A, "192.0.2.2", kind, "postconf -e myhostname=b"))))
          .as(kind.name())
          .isEmpty();
    }
  }

  /** A stand-in for the AWS CLI says whose credentials are used, and what was called. */
  @Test
  void commandsRunOnlyWithTheCredentialsOfTheirAccount(@TempDir Path dir) throws Exception {
    Path aws = dir.resolve("aws");
    Files.writeString(
        aws,
        """
        #!/bin/sh
        if [ "$1 $2" = "sts get-caller-identity" ]; then echo %s; else echo "called $*"; fi
        """
            .formatted(B));
    assertThat(aws.toFile().setExecutable(true)).isTrue();
    String script =
        FixBlock.of(
                List.of(
                    text("Example", A, "x", BlockKind.AWS_CLI, "aws ec2 delete-a \\\n  --now"),
                    text("Other", B, "y", BlockKind.AWS_CLI, "aws ec2 delete-b \\\n  --now"),
                    text("Other", B, "z", BlockKind.AWS_CLI, "# nothing")))
            .getFirst()
            .text();
    ProcessBuilder bash = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
    bash.environment().put("PATH", dir + ":" + System.getenv("PATH"));

    Process process = bash.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(script).isZero();
    assertThat(output.lines())
        .containsExactly(
            "Skipped: sign in to 111111111111 and run this again", "called ec2 delete-b --now");
  }

  /** The account of the finding is not asked for where another one has the zone. */
  @Test
  void commandsOfZonesRunInTheAccountThatHasTheZone() {
    String command = "aws route53 change-resource-record-sets --hosted-zone-id ZONE-ID";

    String block =
        FixBlock.of(List.of(text("Example", A, "192.0.2.1", BlockKind.ROUTE53_CLI, command)))
            .getFirst()
            .text();

    assertThat(block).isEqualTo("# Example · 111111111111\n" + command);
  }

  private static FixText record(String account, String name, BlockKind kind, String pasted) {
    return new FixText("Example", account, account, name + ". TXT", new BlockForm(kind, pasted));
  }

  /** Two records of SPF are an error, and the later of two commands would undo the earlier one. */
  @Test
  void differentValuesForOneRecordAreLeftOut() {
    List<FixBlock> blocks =
        FixBlock.of(
            List.of(
                record(A, "example.com", BlockKind.ZONE_RECORD, "example.com. A"),
                record(A, "example.com", BlockKind.ROUTE53_CLI, "upsert A"),
                record(B, "example.com", BlockKind.ZONE_RECORD, "example.com. B"),
                record(B, "example.com", BlockKind.ROUTE53_CLI, "upsert B"),
                record(A, "example.net", BlockKind.ZONE_RECORD, "example.net. same"),
                record(B, "example.net", BlockKind.ZONE_RECORD, "example.net. same"),
                record(B, "example.net", BlockKind.ROUTE53_CLI, "upsert same")));

    assertThat(blocks).extracting(FixBlock::kind).containsExactly("ZONE_RECORD", "ROUTE53_CLI");
    assertThat(blocks.getFirst().text())
        .contains("example.net. same")
        .doesNotContain("example.com");
    assertThat(blocks.getLast().text()).contains("upsert same").doesNotContain("upsert A");
  }
}
