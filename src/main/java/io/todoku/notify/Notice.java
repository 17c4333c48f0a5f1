package io.todoku.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Changes of one kind that were found at one time, in one account or in Todoku itself.
 *
 * @param id the same where the same change is published again, so that a channel gets it once
 * @param at when the change was found
 * @param client blank where the account has none, and where it is about no account
 * @param accountId empty where it is about no account, as is the name
 * @param path of the page that shows the changes, such as {@code /accounts/111111111111}
 * @param lines one for each thing that changed; at least one
 */
public record Notice(
    UUID id,
    NoticeKind kind,
    Instant at,
    String client,
    String accountId,
    String accountName,
    String path,
    List<NoticeLine> lines) {

  public Notice {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a notice without lines");
    }
  }

  /** A notice about Todoku itself, for the channels of all clients. */
  public static Notice ofNoAccount(
      UUID id, NoticeKind kind, Instant at, String path, NoticeLine line) {
    return new Notice(id, kind, at, "", "", "", path, List.of(line));
  }

  boolean isAboutAccount() {
    return !accountId.isEmpty();
  }

  /** How many things changed. */
  int count() {
    return lines.stream().mapToInt(NoticeLine::count).sum();
  }

  /** This notice with its first lines, and one that counts the others. */
  Notice limitedTo(int maxLines) {
    if (lines.size() <= maxLines) {
      return this;
    }
    List<NoticeLine> first = lines.subList(0, maxLines);
    int left = count() - first.stream().mapToInt(NoticeLine::count).sum();
    return new Notice(id, kind, at, client, accountId, accountName, path, withOmitted(first, left));
  }

  private static List<NoticeLine> withOmitted(List<NoticeLine> first, int left) {
    List<NoticeLine> all = new ArrayList<>(first);
    all.add(NoticeLine.omitted(left));
    return all;
  }
}
