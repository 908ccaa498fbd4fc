package org.pushj.simulation;

/**
 * One attempt of the hub to deliver content.
 *
 * @param grant by which it does so
 * @param intent what the application wants of the topic
 * @param content what it delivers
 */
record Attempt(HubGrant grant, Intent intent, String content) {}
