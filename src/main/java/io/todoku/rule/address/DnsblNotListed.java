package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.rule.address.BlocklistResult.BlocklistAnswer;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A sender is on none of the configured DNS blocklists. */
@Component
class DnsblNotListed implements Rule {

  static final String ID = "dnsbl-not-listed";

  private static final Pattern URL = Pattern.compile("https?://[^\\s\"'<>]+");

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.ADDRESSES);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Senders.judgeEach(ID, snapshot, sender -> Stream.of(judge(snapshot, sender)));
  }

  private static Finding judge(Snapshot snapshot, Sender sender) {
    FindingBuilder finding = Finding.of(ID, sender.resource());
    return switch (snapshot.blocklists()) {
      case Unknown<List<String>>(Reason reason) ->
          finding
              .evidence(Evidence.awsFailure(reason, snapshot.finishedAt()))
              .unknown(reason, "unknown.lists");
      case Known<List<String>>(List<String> lists) ->
          judge(
              finding,
              lists.stream()
                  .map(list -> BlocklistResult.of(snapshot, list, sender.address()))
                  .toList());
    };
  }

  /** One list that has the address is enough to fail; to pass, every list must be known. */
  private static Finding judge(FindingBuilder finding, List<BlocklistResult> results) {
    results.forEach(result -> finding.evidence(result.evidence()));
    List<BlocklistResult> listed = withAnswer(results, BlocklistAnswer.AddressListed.class);
    List<BlocklistResult> unknown = withAnswer(results, BlocklistAnswer.ListUnknown.class);
    List<BlocklistResult> notListed = withAnswer(results, BlocklistAnswer.AddressNotListed.class);
    if (!listed.isEmpty()) {
      String entries =
          listed.stream().map(DnsblNotListed::describe).collect(Collectors.joining("; "));
      return finding.fail("fail", entries).withRemedy(removalRemedy(listed));
    }
    if (!unknown.isEmpty()) {
      return judgeUnknown(finding, unknown);
    }
    if (results.isEmpty()) {
      return finding.notApplicable("na.off");
    }
    return notListed.isEmpty()
        ? finding.notApplicable("na.ipv6", listNames(results))
        : finding.pass("pass", listNames(notListed));
  }

  private static Finding judgeUnknown(FindingBuilder finding, List<BlocklistResult> unknown) {
    List<BlocklistAnswer.ListUnknown> answers =
        unknown.stream().map(result -> (BlocklistAnswer.ListUnknown) result.answer()).toList();
    boolean refused = answers.stream().anyMatch(BlocklistAnswer.ListUnknown::isRefused);
    Finding judged =
        finding.unknown(
            answers.getFirst().reason(),
            refused ? "unknown.refused" : "unknown",
            listNames(unknown));
    return answers.stream().anyMatch(BlocklistAnswer.ListUnknown::dependsOnResolver)
        ? judged.withRemedy(Remedy.of(Text.of(ID + ".do.resolver")))
        : judged;
  }

  private static List<BlocklistResult> withAnswer(
      List<BlocklistResult> results, Class<? extends BlocklistAnswer> kind) {
    return results.stream().filter(result -> kind.isInstance(result.answer())).toList();
  }

  private static String listNames(List<BlocklistResult> results) {
    return results.stream().map(BlocklistResult::list).collect(Collectors.joining(", "));
  }

  /** {@code zen.spamhaus.org 127.0.0.3 (the list's explanation)}. */
  private static String describe(BlocklistResult result) {
    BlocklistAnswer.AddressListed listed = (BlocklistAnswer.AddressListed) result.answer();
    return result.list()
        + " "
        + String.join(", ", listed.codes())
        + (listed.explanation().isEmpty() ? "" : " (" + listed.explanation() + ")");
  }

  private static Remedy removalRemedy(List<BlocklistResult> listed) {
    List<Text> steps = new ArrayList<>(List.of(Text.of(ID + ".do.cause")));
    for (BlocklistResult result : listed) {
      Matcher page = URL.matcher(((BlocklistAnswer.AddressListed) result.answer()).explanation());
      steps.add(
          page.find()
              ? Text.of(ID + ".do.page", result.list(), page.group())
              : Text.of(ID + ".do.ask", result.list()));
    }
    return Remedy.of(steps, List.of());
  }
}
