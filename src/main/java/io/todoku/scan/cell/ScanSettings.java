package io.todoku.scan.cell;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How scans are run.
 *
 * @param cellLimit the longest that one cell may take before it is tried again
 * @param retry until a cell that broke is tried again, doubled each time
 * @param tries of a cell before it is given up: what it would have seen is unknown then
 * @param glance how often a running cell looks whether its scan was cancelled
 */
@ConfigurationProperties(prefix = "todoku.scan", ignoreUnknownFields = false)
public record ScanSettings(
    @DefaultValue("15m") Duration cellLimit,
    @DefaultValue("5s") Duration retry,
    @DefaultValue("3") int tries,
    @DefaultValue("2s") Duration glance) {}
