package org.pushj.simulation;

/**
 * One attempt of a hub to deliver content.
 *
 * @param grant by which it does so
 * @param intent what the application wants of the topic
 * @param content what it delivers
 * @param since when it began, in nanoseconds since the beginning
 */
record Attempt(HubGrant grant, Intent intent, String content, long since) {}
