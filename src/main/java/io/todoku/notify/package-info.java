/**
 * Notifies people and programs of changes. The outbox stores a notice in the transaction of the
 * change; channels deliver it: e-mail, chat, webhooks, AWS services, ticket trackers.
 */
@ApplicationModule(
    allowedDependencies = {
      "encryption",
      "identity",
      "installation",
      "web",
      "locale",
      "outbound",
      "concurrent"
    })
@NullMarked
package io.todoku.notify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
