package io.todoku.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What changed in one account, all of one kind, at one time.
 *
 * @param id the same when the same change is told again: a channel then gets it once
 * @param at when it was seen
 * @param client blank where the account has none
 * @param path of the page that shows it, such as {@code /accounts/111111111111}
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
      throw new IllegalArgumentException("a notice says something");
    }
  }

  /** How many things changed. */
  int count() {
    return lines.stream().mapToInt(NoticeLine::count).sum();
  }

  /** The first so many lines, and how many are left out. */
  Notice limitedTo(int most) {
    if (lines.size() <= most) {
      return this;
    }
    List<NoticeLine> first = lines.subList(0, most);
    int left = count() - first.stream().mapToInt(NoticeLine::count).sum();
    return new Notice(id, kind, at, client, accountId, accountName, path, withOmitted(first, left));
  }

  private static List<NoticeLine> withOmitted(List<NoticeLine> first, int left) {
    List<NoticeLine> all = new ArrayList<>(first);
    all.add(NoticeLine.omitted(left));
    return all;
  }
}
