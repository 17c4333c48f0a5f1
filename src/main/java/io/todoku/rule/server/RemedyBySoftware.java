package io.todoku.rule.server;

import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to do at a server, in the settings of its software.
 *
 * @param key of the texts: {@code <key>.<software>}, and {@code <key>.other} for software without a
 *     text of its own
 * @param looks commands that show what is set now, told by the text {@code <key>.look}
 * @param blocks to paste, for each software that has a text of its own
 */
record RemedyBySoftware<S extends Enum<S>>(
    String key, Map<S, List<RemedyBlock>> looks, Map<S, List<RemedyBlock>> blocks) {

  /** Without anything to look at first. */
  RemedyBySoftware(String key, Map<S, List<RemedyBlock>> blocks) {
    this(key, Map.of(), blocks);
  }

  /**
   * The remedy. Commands are only for software that was identified, because a setting of another
   * one does nothing or harm.
   *
   * @param software null where it was not identified
   * @param arguments of the text
   */
  Remedy forSoftware(@Nullable S software, Object... arguments) {
    if (software == null || !blocks.containsKey(software)) {
      return Remedy.of(Text.of(key + ".other", arguments));
    }
    Remedy change =
        Remedy.of(
            List.of(Text.of(key + "." + software.name().toLowerCase(Locale.ROOT), arguments)),
            blocks.getOrDefault(software, List.of()));
    List<RemedyBlock> look = looks.getOrDefault(software, List.of());
    return look.isEmpty()
        ? change
        : change.looking(Text.of(key + ".look"), look.toArray(RemedyBlock[]::new));
  }
}
