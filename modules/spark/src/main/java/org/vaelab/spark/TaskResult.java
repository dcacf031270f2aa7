package org.vaelab.spark;

import java.io.Serializable;

/**
 * How a task ended.
 *
 * @param exitCode of the process that trained the run
 * @param host where it was
 * @param message the last line it said
 */
public record TaskResult(int exitCode, String host, String message) implements Serializable {}
