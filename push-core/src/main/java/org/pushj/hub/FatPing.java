package org.pushj.hub;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a hub accepts the content of a topic in a ping, so that it need not fetch it. No
 * specification defines this, and most hubs do not support it. Immutable.
 *
 * <p>A publisher that sends the content of a topic could forge it, so such hubs require credentials
 * or a signature.
 *
 * @see HubProfileBuilder#fatPing
 * @since 0.1
 */
public final class FatPing {
  /** Computes what is sent beside the content in a form; null if the content is the body. */
  final @Nullable Function<byte[], Map<String, String>> more;

  private FatPing(@Nullable Function<byte[], Map<String, String>> more) {
    this.more = more;
  }

  /**
   * Returns the format of WSO2 and Ballerina hubs: the content is the body of the request, with its
   * own {@code Content-Type}, and the parameters are in the query. Credentials must be headers
   * then. These hubs accept {@code application/xml}, {@code application/json}, {@code text/plain}
   * and {@code application/octet-stream}.
   */
  public static FatPing inBody() {
    return new FatPing(null);
  }

  /**
   * Returns the format of Superfeedr's hubs for publishers: the content is the form parameter
   * {@code hub.content}, byte for byte, without its type.
   *
   * @param more computes additional form parameters from the content, by name, such as a {@code
   *     hub.signature}; called by several threads
   */
  public static FatPing inForm(Function<byte[], Map<String, String>> more) {
    return new FatPing(more);
  }
}
