package org.vaelab.experiments.sweep;

import java.util.Map;

/**
 * One run of a sweep.
 *
 * @param id the name of its folder, the same for whatever computes the same
 * @param configuration which one, from 0; runs that differ in their seed alone have the same
 * @param seed of its spec
 * @param values of the varied fields as JSON, by path; fields that are not varied here are left out
 */
public record PlannedRun(String id, int configuration, long seed, Map<String, String> values) {}
