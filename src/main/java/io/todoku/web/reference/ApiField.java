package io.todoku.web.reference;

import java.util.List;

/**
 * A parameter, or a field of a body or an answer.
 *
 * @param name with its path, {@code mail-domains[].name}; of the whole where it is no object: empty
 * @param type as a person reads it: {@code text}, {@code list of objects}, {@code date-time or
 *     null}
 * @param values that are allowed; empty where the type says it all
 */
record ApiField(
    String name,
    String type,
    boolean required,
    List<String> values,
    String description,
    String example) {}
