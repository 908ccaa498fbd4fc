/**
 * What an operator is shown of the work of all kinds: log lines with their context, and counts. Not
 * exported.
 */
@NullMarked
package org.pushj.monitoring;

import org.jspecify.annotations.NullMarked;
