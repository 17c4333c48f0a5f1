package io.todoku.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation of the API whose answer holds a secret that nothing shows again. The answer is
 * not kept for an {@code Idempotency-Key}, because the same request sent again would show it.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ShownOnce {}
