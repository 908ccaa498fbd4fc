package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.example.blog.BlogServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.DocumentException;
import org.pushj.MediaType;
import org.pushj.rewriting.Advertisement;
import org.pushj.rewriting.DocumentRewriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The code of the site's page on advertising. The marked regions are what the site shows. */
class AdvertisingGuideTest {
  private static final Logger log = LoggerFactory.getLogger(AdvertisingGuideTest.class);
  private static final String SELF = "; rel=\"self\", ";

  // START SNIPPET: filter
  private static void addLinks(ServletContext servletContext) {
    FilterRegistration.Dynamic links =
        servletContext.addFilter(
            "links",
            HubLinkFilter.builder()
                .base(URI.create("https://blog.example/"))
                .hubs(URI.create("https://hub.example/"))
                .build());
    links.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/feed.xml", "/posts/*");
    links.setAsyncSupported(true);
  }

  // END SNIPPET: filter

  // START SNIPPET: computed
  private static HubLinkFilter hubOfEachCustomer() {
    return HubLinkFilter.builder()
        .base(URI.create("https://blog.example/"))
        .hubSource(request -> hubsOf(request.getPathInfo().split("/", -1)[1]))
        .build();
  }

  private static List<URI> hubsOf(String customer) {
    return customer.equals("private")
        ? List.of() // has no hub, and gets no links
        : List.of(URI.create("https://" + customer + ".hub.example/"));
  }

  // END SNIPPET: computed

  // START SNIPPET: self
  private static HubLinkFilter selfOfEachLanguage() {
    return HubLinkFilter.builder()
        .base(URI.create("https://blog.example/"))
        .hubs(URI.create("https://hub.example/"))
        .selfSource(
            (request, response) ->
                Optional.ofNullable(response.getHeader("Content-Language"))
                    .map(language -> URI.create("?lang=" + language)))
        .build();
  }

  // END SNIPPET: self

  @Test
  void guide_addsLinksByAFilter() throws Exception {
    assertThat(links(AdvertisingGuideTest::addLinks, "/posts/text"))
        .isEqualTo(
            "<https://blog.example/posts/text>" + SELF + "<https://hub.example/>; rel=\"hub\"");
  }

  @Test
  void guide_computesHubs() throws Exception {
    Consumer<ServletContext> deployment = servlets -> map(servlets, hubOfEachCustomer());
    assertThat(links(deployment, "/posts/cats"))
        .isEqualTo(
            "<https://blog.example/posts/cats>"
                + SELF
                + "<https://cats.hub.example/>; rel=\"hub\"");
    assertThat(links(deployment, "/posts/private")).isEmpty();
  }

  @Test
  void guide_namesTheRepresentation() throws Exception {
    assertThat(links(servlets -> map(servlets, selfOfEachLanguage()), "/posts/german"))
        .startsWith("<https://blog.example/posts/german?lang=de>" + SELF);
  }

  @Test
  void guide_saysIt() {
    // START SNIPPET: advertisement
    Advertisement advertisement =
        new Advertisement(
            URI.create("https://blog.example/feed.xml"),
            List.of(URI.create("https://hub.example/"), URI.create("https://second.example/")));
    String header = advertisement.linkHeader(); // the value of a Link header
    String inPages = advertisement.links(); // elements for the head, or for an Atom feed
    String inRss = advertisement.rssLinks(); // elements for the channel
    // END SNIPPET: advertisement
    assertThat(header).startsWith("<https://blog.example/feed.xml>; rel=\"self\"");
    assertThat(inPages).startsWith("<link rel=\"self\"");
    assertThat(inRss).startsWith("<atom:link ");
  }

  @Test
  void guide_rewritesFeeds(@TempDir Path folder) throws IOException {
    URI self = URI.create("https://blog.example/feed.xml");
    URI itsHub = URI.create("https://hub.example/");
    Path source = folder.resolve("source.xml");
    Path target = folder.resolve("target.xml");
    Files.writeString(source, "<rss><channel><title>Mine</title></channel></rss>");
    // START SNIPPET: rewrite
    DocumentRewriter rewriter = new DocumentRewriter(new Advertisement(self, List.of(itsHub)));
    try (InputStream in = Files.newInputStream(source);
        OutputStream out = Files.newOutputStream(target)) {
      rewriter.rewrite(in, MediaType.parse("application/rss+xml"), out);
    } catch (DocumentException e) {
      log.warn("{} cannot name its hub: {}", source, e.getMessage());
    }
    // END SNIPPET: rewrite
    assertThat(Files.readString(target))
        .isEqualTo(
            "<rss><channel>"
                + new Advertisement(self, List.of(itsHub)).rssLinks().replace("\n", "")
                + "<title>Mine</title></channel></rss>");
  }

  @Test
  void guide_rewritesPages() {
    byte[] page = "<!DOCTYPE html><title>Mine</title>".getBytes(UTF_8);
    Advertisement advertisement =
        new Advertisement(
            URI.create("https://blog.example/"), List.of(URI.create("https://hub.example/")));
    // START SNIPPET: page
    byte[] advertised =
        new DocumentRewriter(advertisement)
            .rewrite(page, MediaType.parse("text/html; charset=utf-8"));
    // END SNIPPET: page
    assertThat(new String(advertised, UTF_8))
        .isEqualTo(
            "<!DOCTYPE html>%s<title>Mine</title>"
                .formatted(advertisement.links().replace("\n", "")));
  }

  private static void map(ServletContext servlets, HubLinkFilter filter) {
    servlets
        .addFilter("links", filter)
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }

  private static String links(Consumer<ServletContext> deployment, String target) throws Exception {
    try (JettyContainer container = new JettyContainer()) {
      container.deploy(
          "",
          (classes, servlets) -> {
            servlets.addServlet("blog", new BlogServlet()).addMapping("/posts/*");
            deployment.accept(servlets);
          });
      try (RawConnection connection = new RawConnection(container.port())) {
        connection.send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
        return connection.readHead().header("Link").orElse("");
      }
    }
  }
}
