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
record Advice<S extends Enum<S>>(String key, Map<S, List<String>> commands, S usual) {

  private static final String NOT_TOLD = "server.do.not-told";

  /**
   * @param seen the software; null where it could not be told
   * @param arguments of the text
   */
  Remedy of(@Nullable S seen, Object... arguments) {
    return seen == null
        ? Remedy.of(Text.of(NOT_TOLD, usual.toString())).then(known(usual, arguments))
        : known(seen, arguments);
  }

  private Remedy known(S software, Object... arguments) {
    return new Remedy(
        List.of(Text.of(key + "." + word(software), arguments)),
        commands.getOrDefault(software, List.of()));
  }

  private String word(S software) {
    return commands.containsKey(software) ? software.name().toLowerCase(Locale.ROOT) : "other";
  }
}
