package io.todoku.rule.address;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Senders;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A sender stands on none of the DNS blocklists that are asked. */
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
    return switch (snapshot.blocklists()) {
      case Unknown<List<String>>(Reason reason) ->
          finding(
              sender,
              Verdict.UNKNOWN,
              "unknown.lists",
              "",
              reason,
              List.of(Evidence.awsFailure(reason, snapshot.finishedAt())),
              Remedy.NONE);
      case Known<List<String>>(List<String> lists) ->
          judge(
              sender,
              lists.stream()
                  .map(list -> BlocklistResult.of(snapshot, list, sender.address()))
                  .toList());
    };
  }

  /** One list that has the address is enough; that none has it takes all of them. */
  private static Finding judge(Sender sender, List<BlocklistResult> words) {
    List<Evidence> evidence = words.stream().flatMap(w -> w.evidence().stream()).toList();
    List<BlocklistResult> listed = withAnswer(words, BlocklistAnswer.AddressListed.class);
    List<BlocklistResult> unseen = withAnswer(words, BlocklistAnswer.ListUnknown.class);
    List<BlocklistResult> clear = withAnswer(words, BlocklistAnswer.AddressNotListed.class);
    if (!listed.isEmpty()) {
      String entries =
          listed.stream().map(DnsblNotListed::describe).collect(Collectors.joining("; "));
      return finding(sender, Verdict.FAIL, "fail", entries, null, evidence, removalRemedy(listed));
    }
    if (!unseen.isEmpty()) {
      boolean refused =
          unseen.stream()
              .anyMatch(w -> w.answer() instanceof BlocklistAnswer.ListUnknown(_, boolean r) && r);
      return finding(
          sender,
          Verdict.UNKNOWN,
          refused ? "unknown.refused" : "unknown",
          listNames(unseen),
          ((BlocklistAnswer.ListUnknown) unseen.getFirst().answer()).reason(),
          evidence,
          refused ? new Remedy(List.of(Text.of(ID + ".do.resolver")), List.of()) : Remedy.NONE);
    }
    if (clear.isEmpty()) {
      return finding(
          sender,
          Verdict.NOT_APPLICABLE,
          words.isEmpty() ? "na.off" : "na.ipv6",
          listNames(words),
          null,
          evidence,
          Remedy.NONE);
    }
    return finding(sender, Verdict.PASS, "pass", listNames(clear), null, evidence, Remedy.NONE);
  }

  private static List<BlocklistResult> withAnswer(
      List<BlocklistResult> words, Class<? extends BlocklistAnswer> kind) {
    return words.stream().filter(word -> kind.isInstance(word.answer())).toList();
  }

  private static String listNames(List<BlocklistResult> words) {
    return words.stream().map(BlocklistResult::list).collect(Collectors.joining(", "));
  }

  /** {@code zen.spamhaus.org 127.0.0.3 (what the list says of it)}. */
  private static String describe(BlocklistResult word) {
    BlocklistAnswer.AddressListed listed = (BlocklistAnswer.AddressListed) word.answer();
    return word.list()
        + " "
        + String.join(", ", listed.codes())
        + (listed.explanation().isEmpty() ? "" : " (" + listed.explanation() + ")");
  }

  private static Remedy removalRemedy(List<BlocklistResult> listed) {
    List<Text> steps = new ArrayList<>(List.of(Text.of(ID + ".do.cause")));
    for (BlocklistResult word : listed) {
      Matcher page = URL.matcher(((BlocklistAnswer.AddressListed) word.answer()).explanation());
      steps.add(
          page.find()
              ? Text.of(ID + ".do.page", word.list(), page.group())
              : Text.of(ID + ".do.ask", word.list()));
    }
    return new Remedy(List.copyOf(steps), List.of());
  }

  private static Finding finding(
      Sender sender,
      Verdict verdict,
      String key,
      String lists,
      @Nullable Reason reason,
      List<Evidence> evidence,
      Remedy remedy) {
    return new Finding(
        ID,
        sender.resource(),
        verdict,
        Text.of(ID + "." + key, sender.address(), lists),
        reason,
        evidence,
        remedy);
  }
}
