package org.pushj.publisher;

import org.pushj.platform.Platform;

/** Opens to simulations what no application sets. */
public final class PublisherOnPlatform {
  private PublisherOnPlatform() {}

  /** Lets a publisher take time, randomness and threads from a platform. */
  public static PublisherBuilder publisher(Platform platform) {
    return new PublisherBuilder().platform(platform);
  }
}
