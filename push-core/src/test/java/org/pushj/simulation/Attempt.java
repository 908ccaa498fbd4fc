package org.pushj.simulation;

import org.jspecify.annotations.Nullable;

/**
 * One attempt of a hub to deliver content.
 *
 * @param grant by which it does so
 * @param intent what the application wants of the topic
 * @param content what it is about, which is the first line of what it sends
 * @param body what it sends
 * @param type its content type; null if it has none
 * @param since when it began, in nanoseconds since the beginning
 */
record Attempt(
    HubGrant grant, Intent intent, String content, String body, @Nullable String type, long since) {
  @Override
  public String toString() {
    return content + " for " + grant;
  }
}
