package io.todoku.rule.server;

import io.todoku.rule.Remedy;
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
 * @param commands to paste, for each software that has a text of its own
 * @param fallback the software whose remedy is offered, with a remark, where the software is not
 *     known
 */
record RemedyBySoftware<S extends Enum<S>>(String key, Map<S, List<String>> commands, S fallback) {

  private static final String SOFTWARE_NOT_IDENTIFIED = "server.do.not-told";

  /**
   * @param software null where it was not identified
   * @param arguments of the text
   */
  Remedy forSoftware(@Nullable S software, Object... arguments) {
    return software == null
        ? Remedy.of(Text.of(SOFTWARE_NOT_IDENTIFIED, fallback.toString()))
            .then(remedyFor(fallback, arguments))
        : remedyFor(software, arguments);
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
