package io.todoku.rule.server;

import io.todoku.rule.Remedy;
import io.todoku.rule.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to do at a server, in the settings of the software that was seen there.
 *
 * @param key of the texts: {@code <key>.<software>}, and {@code <key>.other} for software that is
 *     known but has no words of its own here
 * @param commands to paste, of each software that has words of its own
 * @param usual the software whose words are offered, with a remark, where it could not be told
 */
record RemedyBySoftware<S extends Enum<S>>(String key, Map<S, List<String>> commands, S fallback) {

  private static final String SOFTWARE_NOT_IDENTIFIED = "server.do.not-told";

  /**
   * @param seen the software; null where it could not be told
   * @param arguments of the text
   */
  Remedy forSoftware(@Nullable S seen, Object... arguments) {
    return seen == null
        ? Remedy.of(Text.of(SOFTWARE_NOT_IDENTIFIED, fallback.toString()))
            .then(remedyFor(fallback, arguments))
        : remedyFor(seen, arguments);
  }

  private Remedy remedyFor(S software, Object... arguments) {
    return new Remedy(
        List.of(Text.of(key + "." + keySuffix(software), arguments)),
        commands.getOrDefault(software, List.of()));
  }

  private String keySuffix(S software) {
    return commands.containsKey(software) ? software.name().toLowerCase(Locale.ROOT) : "other";
  }
}
