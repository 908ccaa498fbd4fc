package org.pushj.subscriber;

import org.pushj.platform.Platform;

/** Opens to simulations what no application sets. */
public final class OnPlatform {
  private OnPlatform() {}

  /** Lets a subscriber take time, randomness and threads from a platform. */
  public static SubscriberBuilder subscriber(Platform platform) {
    return new SubscriberBuilder().platform(platform);
  }
}
