/**
 * Callback nodes with Kafka behind them, for more updates than one machine can work on. A node puts
 * each update into Kafka before it answers the hub, and keeps nothing itself: any number of nodes
 * stand behind a load balancer, and any number of consumers share the work.
 *
 * <p>Read {@link org.pushj.examples.kafka.KafkaUpdateListener} first, which is the whole idea.
 * {@link org.pushj.examples.kafka.CallbackNode} puts it into a server, and {@link
 * org.pushj.examples.kafka.SubscriptionDatabase} lets the nodes share their subscriptions. {@link
 * org.pushj.examples.kafka.UpdateConsumer} is the other end; {@link
 * org.pushj.examples.kafka.UpdateRecords} says what an update looks like in between.
 */
@NullMarked
package org.pushj.examples.kafka;

import org.jspecify.annotations.NullMarked;
