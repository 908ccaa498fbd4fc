/**
 * Delivery from the inbox to the listener: order, retries, parking, duplicates, limits. Not
 * exported. Logs under {@code org.pushj.delivery}.
 */
@NullMarked
package org.pushj.delivery;

import org.jspecify.annotations.NullMarked;
