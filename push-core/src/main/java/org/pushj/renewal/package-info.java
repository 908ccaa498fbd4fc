/**
 * Claims the subscriptions on which work is due, and turns that into events. Not exported. Logs
 * under {@code org.pushj.renewal}.
 */
@NullMarked
package org.pushj.renewal;

import org.jspecify.annotations.NullMarked;
