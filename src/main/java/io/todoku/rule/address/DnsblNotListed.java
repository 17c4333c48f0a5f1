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
import io.todoku.rule.address.ListWord.Said;
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

  private static final Pattern PAGE = Pattern.compile("https?://[^\\s\"'<>]+");

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.ADDRESSES);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Senders.judge(ID, snapshot, sender -> Stream.of(judge(snapshot, sender)));
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
              List.of(Evidence.refused(reason, snapshot.finishedAt())),
              Remedy.NONE);
      case Known<List<String>>(List<String> lists) ->
          judge(
              sender,
              lists.stream().map(list -> ListWord.of(snapshot, list, sender.address())).toList());
    };
  }

  /** One list that has the address is enough; that none has it takes all of them. */
  private static Finding judge(Sender sender, List<ListWord> words) {
    List<Evidence> evidence = words.stream().flatMap(w -> w.evidence().stream()).toList();
    List<ListWord> listed = only(words, Said.Listed.class);
    List<ListWord> unseen = only(words, Said.Unseen.class);
    List<ListWord> clear = only(words, Said.NotListed.class);
    if (!listed.isEmpty()) {
      String entries = listed.stream().map(DnsblNotListed::entry).collect(Collectors.joining("; "));
      return finding(sender, Verdict.FAIL, "fail", entries, null, evidence, removal(listed));
    }
    if (!unseen.isEmpty()) {
      boolean refused =
          unseen.stream().anyMatch(w -> w.said() instanceof Said.Unseen(_, boolean r) && r);
      return finding(
          sender,
          Verdict.UNKNOWN,
          refused ? "unknown.refused" : "unknown",
          names(unseen),
          ((Said.Unseen) unseen.getFirst().said()).reason(),
          evidence,
          refused ? new Remedy(List.of(Text.of(ID + ".do.resolver")), List.of()) : Remedy.NONE);
    }
    if (clear.isEmpty()) {
      return finding(
          sender,
          Verdict.NOT_APPLICABLE,
          words.isEmpty() ? "na.off" : "na.ipv6",
          names(words),
          null,
          evidence,
          Remedy.NONE);
    }
    return finding(sender, Verdict.PASS, "pass", names(clear), null, evidence, Remedy.NONE);
  }

  private static List<ListWord> only(List<ListWord> words, Class<? extends Said> kind) {
    return words.stream().filter(word -> kind.isInstance(word.said())).toList();
  }

  private static String names(List<ListWord> words) {
    return words.stream().map(ListWord::list).collect(Collectors.joining(", "));
  }

  /** {@code zen.spamhaus.org 127.0.0.3 (what the list says of it)}. */
  private static String entry(ListWord word) {
    Said.Listed listed = (Said.Listed) word.said();
    return word.list()
        + " "
        + String.join(", ", listed.codes())
        + (listed.reason().isEmpty() ? "" : " (" + listed.reason() + ")");
  }

  private static Remedy removal(List<ListWord> listed) {
    List<Text> steps = new ArrayList<>(List.of(Text.of(ID + ".do.cause")));
    for (ListWord word : listed) {
      Matcher page = PAGE.matcher(((Said.Listed) word.said()).reason());
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
