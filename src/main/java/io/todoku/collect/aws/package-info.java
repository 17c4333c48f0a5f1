/** Reads AWS accounts: the only user of the AWS SDK, beside the SNS channel of {@code notify}. */
@ApplicationModule(allowedDependencies = {"snapshot", "concurrent"})
@NullMarked
package io.todoku.collect.aws;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
