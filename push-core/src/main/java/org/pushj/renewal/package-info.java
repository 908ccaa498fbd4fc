/**
 * Claims subscriptions with due work, and turns them into events. Not exported. Logs under {@code
 * org.pushj.renewal}.
 */
@NullMarked
package org.pushj.renewal;

import org.jspecify.annotations.NullMarked;
