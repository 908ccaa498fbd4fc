/**
 * Spring Boot follows feeds: push keeps subscriptions and updates in the application's data source,
 * and takes part in its transactions.
 *
 * <p>Read {@code PushConfiguration} first, with its three beans.
 */
@NullMarked
package org.pushj.examples.spring;

import org.jspecify.annotations.NullMarked;
