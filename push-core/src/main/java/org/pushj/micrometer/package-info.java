/**
 * Metrics and observations by Micrometer, for those who have it: {@code micrometer-core} is an
 * optional dependency.
 *
 * <p>Start at {@link org.pushj.micrometer.PushMetrics}. What each name and tag means stands on the
 * page "Metrics, traces and health" of the site.
 */
@NullMarked
package org.pushj.micrometer;

import org.jspecify.annotations.NullMarked;
