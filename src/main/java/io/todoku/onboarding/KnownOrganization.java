package io.todoku.onboarding;

import io.todoku.account.Access;
import io.todoku.snapshot.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An AWS organization that is remembered.
 *
 * @param id {@code o-exampleorgid}
 * @param managementAccount twelve digits
 * @param access with which its accounts are listed
 * @param listedAt when its accounts were last listed
 * @param attemptedAt when that was last tried
 * @param failure why the last try failed; null where it did not
 * @param causes why units or tags of some accounts are unknown, each cause once
 */
record KnownOrganization(
    String id,
    String managementAccount,
    Access access,
    OnboardingRules rules,
    String addedBy,
    Instant addedAt,
    Instant listedAt,
    Instant attemptedAt,
    @Nullable Reason failure,
    List<Reason> causes) {}
