package io.todoku.rule;

import java.util.List;

/**
 * What to do.
 *
 * @param steps in order, each one action
 * @param commands to paste: shell, zone-file lines, a request text
 */
public record Remedy(List<Text> steps, List<String> commands) {

  public static final Remedy NONE = new Remedy(List.of(), List.of());
}
