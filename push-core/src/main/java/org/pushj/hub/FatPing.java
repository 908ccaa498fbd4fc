package org.pushj.hub;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pushj.spi.HubPing;

/**
 * How a hub takes the content of a topic along with the ping, so that it need not fetch it. No
 * specification says how, and most hubs do not. Immutable.
 *
 * <p>Who may tell a hub what the content of a topic is can forge it: such hubs ask for credentials
 * or a signature.
 *
 * @see HubProfileBuilder#fatPing
 * @since 0.1
 */
public final class FatPing {
  private final @Nullable Function<byte[], Map<String, String>> more;

  private FatPing(@Nullable Function<byte[], Map<String, String>> more) {
    this.more = more;
  }

  /**
   * Returns the way of the hubs of WSO2 and Ballerina: the content is the body of the request, with
   * its own {@code Content-Type}, and the parameters stand in the query. Credentials can only be
   * headers then. These hubs take {@code application/xml}, {@code application/json}, {@code
   * text/plain} and {@code application/octet-stream}.
   */
  public static FatPing inBody() {
    return new FatPing(null);
  }

  /**
   * Returns the way of Superfeedr's hubs for publishers: the content is the form parameter {@code
   * hub.content}, byte for byte, and its type is not told.
   *
   * @param more makes more form parameters of the content, by name, as a {@code hub.signature};
   *     called by several threads
   */
  public static FatPing inForm(Function<byte[], Map<String, String>> more) {
    return new FatPing(more);
  }

  HubParameters parameters(URI topic, HubPing.Content content) {
    if (more == null) {
      return HubParameters.inBody(topic, content);
    }
    byte[] bytes = content.bytes();
    return HubParameters.inForm(topic, bytes, List.copyOf(more.apply(bytes).entrySet()));
  }

  @Override
  public String toString() {
    return more == null ? "content as the body" : "content as hub.content";
  }
}
