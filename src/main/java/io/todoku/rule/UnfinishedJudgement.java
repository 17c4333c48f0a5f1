package io.todoku.rule;

import java.util.List;

/**
 * What the rules find while a scan is running.
 *
 * @param certain findings that hold whatever the scan still collects, in the order of the catalogue
 * @param open how many other findings there are so far, which the scan can still change; what a
 *     Region that is not read yet may hold is not counted
 */
public record UnfinishedJudgement(List<Finding> certain, int open) {}
