package io.todoku.history;

import io.todoku.notify.NoticeKind;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.snapshot.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Something about a finding that people were not told yet.
 *
 * @param kind {@code FAILING}, {@code FIXED}, {@code UNKNOWN} or {@code KNOWN}
 * @param summary the finding's sentence; null where the finding or its resource is gone
 * @param reason why it is unknown; null where it is known
 */
record NewsItem(
    NoticeKind kind,
    String rule,
    Resource resource,
    @Nullable Text summary,
    @Nullable Reason reason) {}
