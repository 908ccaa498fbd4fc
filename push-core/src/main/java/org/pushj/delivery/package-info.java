/**
 * From the inbox to the listener: order, retries, parking, duplicates, limits. An application reads
 * {@link org.pushj.delivery.DeliverySettings}. Logs under {@code org.pushj.delivery}.
 */
@NullMarked
package org.pushj.delivery;

import org.jspecify.annotations.NullMarked;
