package org.example.blog;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Optional;
import org.pushj.servlet.SelfSource;

/** A feed has a URL per language, which the response tells. */
public final class BlogSelf implements SelfSource {
  /** Makes a source; the container does so by its name. */
  public BlogSelf() {}

  @Override
  public Optional<URI> self(HttpServletRequest request, HttpServletResponse response) {
    return Optional.ofNullable(response.getHeader("Content-Language"))
        .map(language -> URI.create("?lang=" + language));
  }
}
