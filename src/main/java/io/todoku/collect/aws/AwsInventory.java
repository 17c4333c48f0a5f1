package io.todoku.collect.aws;

import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.SupportCase;
import java.util.List;

/** What AWS said about one account. */
public record AwsInventory(
    Observed<List<RegionInventory>> regions,
    Observed<List<SupportCase>> supportCases,
    Observed<List<HostedZone>> zones,
    List<Gap> gaps) {}
