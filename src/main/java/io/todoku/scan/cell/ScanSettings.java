package io.todoku.scan.cell;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of scans.
 *
 * @param cellLimit the longest time a cell may take before it is tried again
 * @param retry the pause before a failed cell is tried again, doubled each time
 * @param tries how often a cell is tried before everything it should collect is unknown
 * @param glance how often a running cell checks whether its scan was cancelled
 */
@ConfigurationProperties("todoku.scan")
public record ScanSettings(
    @DefaultValue("15m") Duration cellLimit,
    @DefaultValue("5s") Duration retry,
    @DefaultValue("3") int tries,
    @DefaultValue("2s") Duration glance) {}
