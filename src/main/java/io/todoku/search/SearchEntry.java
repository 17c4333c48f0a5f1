package io.todoku.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be found.
 *
 * @param accountId the account that it belongs to; null for what belongs to none
 * @param label its address, name or id
 * @param detail what else helps to tell it from others; empty where there is nothing
 * @param region null for what belongs to none
 * @param address the address of it, or that a host name leads to; null where there is none
 * @param terms by which it is found, in lower case
 */
record SearchEntry(
    SearchKind kind,
    @Nullable String accountId,
    String label,
    String detail,
    @Nullable String region,
    @Nullable String address,
    List<String> terms) {}
