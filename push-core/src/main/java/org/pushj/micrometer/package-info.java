/**
 * Metrics and observations with Micrometer; {@code micrometer-core} is an optional dependency.
 *
 * <p>Start at {@link org.pushj.micrometer.PushMetrics}. The guide "Metrics, traces and health"
 * explains each name and tag.
 */
@NullMarked
package org.pushj.micrometer;

import org.jspecify.annotations.NullMarked;
