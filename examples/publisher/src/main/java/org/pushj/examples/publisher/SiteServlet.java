package org.pushj.examples.publisher;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pushj.DocumentException;
import org.pushj.MediaType;
import org.pushj.examples.guard.Favicon;
import org.pushj.rewriting.Advertisement;
import org.pushj.rewriting.DocumentRewriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the files of a site. Each has a {@code Link} header with its URL and its hubs, and feeds
 * and pages contain these links too (W3C WebSub section 4).
 *
 * <p>A site without an icon has that of the publisher.
 *
 * <p>A file is read into memory, since feeds and pages are small. So the response is consistent,
 * and its ETag differs from that of every other version, even one of the same second.
 */
final class SiteServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(SiteServlet.class);
  private static final Pattern XML_NAME = Pattern.compile("(?i).+\\.(xml|atom|rss|rdf)");

  private final transient Favicon icon = new Favicon("#15803d");
  private final transient Site site;
  private final transient List<URI> hubs;

  SiteServlet(Site site, List<URI> hubs) {
    this.site = site;
    this.hubs = hubs;
  }

  /** Handles HEAD as well: the container drops the body. */
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Path> found = site.find(request.getServletPath());
    if (found.isEmpty() && request.getServletPath().equals(Favicon.PATH)) {
      icon.send(response);
    } else if (found.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (Files.isDirectory(found.get())) {
      response.sendRedirect(site.url(found.get()) + "/");
    } else {
      serve(found.get(), request, response);
    }
  }

  private void serve(Path file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] stored = Files.readAllBytes(file);
    String type = contentType(file, stored);
    Advertisement advertisement = new Advertisement(site.url(file), hubs);
    byte[] content = withLinks(stored, type, advertisement);
    String tag = "\"" + digest(content) + "\"";
    response.setHeader("Link", advertisement.linkHeader());
    response.setHeader("ETag", tag);
    response.setHeader("Cache-Control", "no-cache");
    String known = request.getHeader("If-None-Match");
    if (known != null && known.contains(tag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(type);
    response.setContentLength(content.length);
    response.getOutputStream().write(content);
  }

  /** Returns the file unchanged if links cannot be added, for example because it is malformed. */
  private static byte[] withLinks(byte[] stored, String type, Advertisement advertisement) {
    try {
      return new DocumentRewriter(advertisement).rewrite(stored, MediaType.parse(type));
    } catch (DocumentException e) {
      log.debug("{} is served without embedded links", advertisement.self(), e);
      return stored;
    }
  }

  private String contentType(Path file, byte[] content) {
    String name = file.getFileName().toString();
    if (XML_NAME.matcher(name).matches()) {
      return FeedTypes.of(content).orElse("application/xml");
    }
    String type = getServletContext().getMimeType(name);
    if (type == null) {
      return "application/octet-stream";
    }
    return type.startsWith("text/") ? type + ";charset=utf-8" : type;
  }

  /** Returns 128 bits of SHA-256 in 22 characters, since some hubs store no more than 32. */
  private static String digest(byte[] content) {
    try {
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(content);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sha256, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
