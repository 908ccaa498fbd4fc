/**
 * Callback nodes with Kafka behind them, for more updates than one machine can process. A node
 * sends each update to Kafka before it answers the hub, and is stateless: any number of nodes run
 * behind a load balancer, and any number of consumers share the work.
 *
 * <p>Read {@link org.pushj.examples.kafka.KafkaUpdateListener} first, which is the core of the
 * example. {@link org.pushj.examples.kafka.CallbackNode} runs it in a server, and {@link
 * org.pushj.examples.kafka.SubscriptionDatabase} lets the nodes share their subscriptions. {@link
 * org.pushj.examples.kafka.UpdateConsumer} reads the updates; {@link
 * org.pushj.examples.kafka.UpdateRecords} defines their format in Kafka.
 */
@NullMarked
package org.pushj.examples.kafka;

import org.jspecify.annotations.NullMarked;
