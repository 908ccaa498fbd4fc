package org.pushj.spi;

import java.io.IOException;
import java.net.URI;

/**
 * A {@link UrlPolicy} does not allow the URL to be contacted.
 *
 * @since 0.1
 */
public final class UrlRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final URI url;

  /** Makes the exception for {@code url}, with the policy's reason. */
  public UrlRefusedException(URI url, String reason) {
    super(reason);
    this.url = url;
  }

  /** Returns the URL that was refused. */
  public URI url() {
    return url;
  }
}
