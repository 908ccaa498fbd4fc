package org.pushj.examples.publisher;

import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.util.URIUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder and the URLs of its files: {@code a/b.xml} is at {@code /a/b.xml}, and {@code
 * a/index.html} at {@code /a/}. Names that start with a dot and symbolic links are excluded.
 */
final class Site {
  private static final Logger log = LoggerFactory.getLogger(Site.class);
  private static final String INDEX = "index.html";

  private final Path root;
  private final URI base;

  /**
   * Makes a site.
   *
   * @param root the folder
   * @param base the public URL of the folder, without a trailing slash
   * @throws IOException if the folder cannot be read
   */
  Site(Path root, URI base) throws IOException {
    this.root = root.toRealPath();
    this.base = base;
  }

  /** Returns the folder, with symbolic links resolved. */
  Path root() {
    return root;
  }

  /**
   * Finds the file that is served at a path, or the folder if only the trailing slash is missing.
   *
   * @param path the path of a URL, decoded, with its leading slash
   */
  Optional<Path> find(String path) {
    try {
      Path found = root.resolve(path.substring(1));
      Path file = path.endsWith("/") ? found.resolve(INDEX) : found;
      return isVisible(file) ? Optional.of(file) : Optional.empty();
    } catch (InvalidPathException e) {
      log.debug("Not a valid file name: {}", path, e);
      return Optional.empty();
    }
  }

  /** Tells whether something exists and is part of the site. */
  boolean isVisible(Path file) {
    if (!file.equals(root) && (!file.startsWith(root) || hasDottedName(root.relativize(file)))) {
      return false;
    }
    try {
      return file.toRealPath().equals(file);
    } catch (IOException e) {
      log.debug("Not found: {}", file, e);
      return false;
    }
  }

  /** Returns the canonical public URL of a file, whatever other paths lead to it. */
  URI url(Path file) {
    String separator = root.getFileSystem().getSeparator();
    String path = "/" + root.relativize(file).toString().replace(separator, "/");
    boolean index = path.endsWith("/" + INDEX);
    String canonical = index ? path.substring(0, path.length() - INDEX.length()) : path;
    return URI.create(base + URIUtil.encodePath(canonical));
  }

  /** Includes the names {@code .} and {@code ..}, so no path leads out of the folder. */
  private static boolean hasDottedName(Path relative) {
    for (Path name : relative) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
