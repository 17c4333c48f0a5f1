/** Todoku: will the mail that these AWS accounts send arrive? One way through the rooms below. */
@NullMarked
package io.todoku;

import org.jspecify.annotations.NullMarked;
