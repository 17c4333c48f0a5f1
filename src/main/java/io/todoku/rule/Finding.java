package io.todoku.rule;

import io.todoku.snapshot.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found about a resource.
 *
 * @param rule its id
 * @param summary one sentence
 * @param unknown why it could not be found out; set exactly where the verdict is {@code UNKNOWN} by
 *     an obstacle, null else
 */
public record Finding(
    String rule,
    Resource resource,
    Verdict verdict,
    Text summary,
    @Nullable Reason unknownReason,
    List<Evidence> evidence,
    Remedy remedy) {}
