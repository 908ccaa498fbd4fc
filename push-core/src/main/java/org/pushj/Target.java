package org.pushj;

import java.net.URI;

/**
 * A topic at a hub, the target of a subscription. Compared character by character.
 *
 * @param topic the topic, as it was advertised or given (W3C WebSub section 4)
 * @param hub the hub, as it was advertised or given
 * @since 0.1
 */
public record Target(URI topic, URI hub) {

  /** Returns both URLs as one text, the same for equal targets. */
  public String key() {
    return topic + " " + hub;
  }

  /** Compares both URLs as text: {@link URI#equals} treats some different URLs as equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Target that && key().equals(that.key());
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }
}
