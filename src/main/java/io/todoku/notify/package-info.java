/**
 * Tells people and programs what changed: an outbox that is written in the transaction of the
 * change, and the channels that its letters go out by: e-mail, webhooks, Amazon SNS.
 */
@ApplicationModule(allowedDependencies = {"locale"})
@NullMarked
package io.todoku.notify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
