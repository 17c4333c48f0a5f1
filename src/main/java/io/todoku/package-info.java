/**
 * Todoku: will the mail that these AWS accounts send arrive? Data goes one way through the packages
 * below.
 */
@NullMarked
package io.todoku;

import org.jspecify.annotations.NullMarked;
