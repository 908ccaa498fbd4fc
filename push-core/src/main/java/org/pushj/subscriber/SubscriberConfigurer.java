package org.pushj.subscriber;

import java.util.Map;
import java.util.Set;

/**
 * Configures a subscriber by named parameters, as the init parameters of the servlet of
 * push-servlet are: for what takes several parts that belong together, as a store and an inbox in
 * one database. Used by one thread; made once for each subscriber.
 *
 * @since 0.1
 */
public interface SubscriberConfigurer extends AutoCloseable {

  /** Returns the names of the parameters that it understands; all others are left to others. */
  Set<String> parameters();

  /**
   * Sets what the parameters say.
   *
   * @param builder has the settings of all parameters that are not a configurer's
   * @param parameters all parameters, those of others too
   * @throws IllegalArgumentException if a parameter is missing or wrong; the message names it and
   *     what is allowed, and no secret
   */
  void configure(SubscriberBuilder builder, Map<String, String> parameters);

  /**
   * Takes the subscriber when it is built, before it does any work: to bind metrics to it, or to
   * subscribe by {@link Subscriber#subscribeLater}. By default, does nothing.
   */
  default void built(Subscriber subscriber) {}

  /**
   * Lets go of what it made. Called after the subscriber was closed, or after something has failed.
   * By default, does nothing.
   */
  @Override
  default void close() {}
}
