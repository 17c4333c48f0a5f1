/** The pages that show people the description of the REST API. */
@NullMarked
package io.todoku.web.reference;

import org.jspecify.annotations.NullMarked;
