package org.example.blog;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.pushj.servlet.HubSource;

/** Each folder has a hub of its own, but the private one. */
public final class BlogHubs implements HubSource {
  /** Makes a source; the container does so by its name. */
  public BlogHubs() {}

  @Override
  public List<URI> hubs(HttpServletRequest request) {
    String folder = request.getPathInfo().split("/", -1)[1];
    return folder.equals("private")
        ? List.of()
        : List.of(URI.create("https://hub.example/" + folder), URI.create("https://hub.example/"));
  }
}
