package org.pushj.subscriber;

import java.util.Map;
import java.util.Set;

/**
 * Configures a subscriber from named parameters, such as the init parameters of {@code
 * PushCallbackServlet}: for parts that belong together, such as a store and an inbox in one
 * database. Used by one thread; created once for each subscriber.
 *
 * @since 0.1
 */
public interface SubscriberConfigurer extends AutoCloseable {

  /** Returns the names of the parameters that it supports; it ignores all others. */
  Set<String> parameters();

  /**
   * Applies the parameters to the builder.
   *
   * @param builder already has the settings of all other parameters
   * @param parameters all parameters, including those of others
   * @throws IllegalArgumentException if a parameter is missing or wrong; the message names it and
   *     what is allowed, and no secret
   */
  void configure(SubscriberBuilder builder, Map<String, String> parameters);

  /**
   * Called with the subscriber when it is built, before it does any work: to bind metrics to it, or
   * to subscribe with {@link Subscriber#subscribeLater}. Does nothing by default.
   */
  default void built(Subscriber subscriber) {}

  /**
   * Releases its resources. Called after the subscriber was closed, or after a failure. Does
   * nothing by default.
   */
  @Override
  default void close() {}
}
