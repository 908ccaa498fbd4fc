package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.example.blog.BlogHubs;
import org.example.blog.BlogSelf;
import org.example.blog.BlogServlet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Init parameters of the link filter, in deployments on Jetty. */
class LinkConfigurationTest {
  private static final String URLS = "one or more http or https URLs";
  private static final String HUB = "; rel=\"self\", <https://hub.example/>; rel=\"hub\"";

  private JettyContainer container;

  @BeforeEach
  void start() throws Exception {
    container = new JettyContainer();
  }

  @AfterEach
  void stop() {
    container.close();
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "base, '', an http or https URL without user name",
    "base, blog.example, an http or https URL without user name",
    "base, ftp://blog.example/, an http or https URL without user name",
    "base, https://blog.example/?a=b, an http or https URL without user name",
    "base, https://blog example/, an http or https URL without user name",
    "hubs, '', " + URLS,
    "hubs, hub.example, " + URLS,
    "hubs, ',', " + URLS,
    "hubs, https://hub.example/#a, " + URLS,
    "hubs, https://hub.example/ urn:x, " + URLS,
    "baseFromRequest, yes, true or false",
    "keepQuery, '', true or false",
    "selfSource, java.lang.String, that implements org.pushj.servlet.SelfSource",
    "hubSource, org.example.Missing, that implements org.pushj.servlet.HubSource"
  })
  void deployment_fails_whenAParameterIsWrong(String name, String value, String possible) {
    Map<String, String> parameters = valid();
    parameters.put(name, value);
    assertThat(failure(new HubLinkFilter(), parameters))
        .hasMessageContaining("The init-param %s of the filter links must be".formatted(name))
        .hasMessageContaining(possible)
        .hasMessageContaining(", was \"" + value + "\"");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"base", "hubs"})
  void deployment_fails_whenAParameterIsMissing(String name) {
    Map<String, String> parameters = valid();
    parameters.remove(name);
    assertThat(failure(new HubLinkFilter(), parameters))
        .hasMessageContaining(
            "The init-param " + name + " of the filter links is missing; it must be ");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"hub, hubs", "Base, base", "self, selfSource"})
  void deployment_fails_whenAParameterIsUnknown(String name, String nearest) {
    Map<String, String> parameters = valid();
    parameters.put(name, "x");
    assertThat(failure(new HubLinkFilter(), parameters))
        .hasMessageContaining(
            "The init-param "
                + name
                + " of the filter links is unknown; did you mean "
                + nearest
                + "? Allowed are base, baseFromRequest, hubSource, hubs, keepQuery, selfSource");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"base, baseFromRequest, true", "hubs, hubSource, org.example.blog.BlogHubs"})
  void deployment_fails_whenTwoParametersSayDifferentThings(
      String name, String other, String value) {
    Map<String, String> parameters = valid();
    parameters.put(other, value);
    assertThat(failure(new HubLinkFilter(), parameters))
        .hasMessageContaining(
            "The init-param %s of the filter links must not be set together with %s"
                .formatted(name, other));
  }

  @Test
  void deployment_fails_whenTheFilterWasMadeInCodeAlready() {
    HubLinkFilter made =
        HubLinkFilter.builder().base(BlogDeployment.BASE).hubSource(new BlogHubs()).build();
    assertThat(failure(made, valid()))
        .hasMessageContaining("The init-param base of the filter links is not allowed");
  }

  @Test
  void deployment_fails_whenTheWebXmlOfAWarIsWrong(@TempDir Path folder) throws Exception {
    String webXml = BlogDeployment.WEB_XML.replace("http://two.example/", "two.example");
    Path war = WarFile.write(folder.resolve("blog.war"), webXml, Map.of());
    assertThatThrownBy(() -> container.deploy("/app", war))
        .hasStackTraceContaining("The init-param hubs of the filter links must be " + URLS)
        .hasStackTraceContaining(", was \"https://hub.example/");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "https://hub.example/ http://two.example/",
        "\n  https://hub.example/\n\thttp://two.example/\n",
        "https://hub.example/,http://two.example/",
        "https://hub.example/, http://two.example/, https://hub.example/"
      })
  void hubs_areAllThatAreNamed_inTheirOrder(String hubs) throws Exception {
    Map<String, String> parameters = valid();
    parameters.put("hubs", hubs);
    deploy("", new HubLinkFilter(), parameters);
    assertThat(link("/posts/text", "x"))
        .isEqualTo(
            "<https://blog.example/site/posts/text>"
                + HUB
                + ", <http://two.example/>; rel=\"hub\"");
  }

  @Test
  void self_isBelowTheHostOfTheRequest_whenThatIsAskedFor() throws Exception {
    Map<String, String> parameters = valid();
    parameters.remove("base");
    parameters.put("baseFromRequest", "true");
    deploy("/app", new HubLinkFilter(), parameters);
    assertThat(link("/app/posts/%61?c", "blog.example:8080"))
        .isEqualTo("<http://blog.example:8080/app/posts/a>" + HUB);
    assertThat(link("/app/posts/a", "[::1]")).isEqualTo("<http://[::1]/app/posts/a>" + HUB);
    assertThat(link("/app/posts/a", "0177.0.0.1")).isEmpty();
  }

  @Test
  void self_isWhatTheSourceSays_whenThereIsOne() throws Exception {
    Map<String, String> parameters = valid();
    parameters.put("selfSource", BlogSelf.class.getName());
    deploy("", new HubLinkFilter(), parameters);
    assertThat(link("/posts/german", "x"))
        .isEqualTo("<https://blog.example/site/posts/german?lang=de>" + HUB);
    assertThat(link("/posts/text", "x")).isEqualTo("<https://blog.example/site/posts/text>" + HUB);
  }

  @Test
  void hubs_areThoseOfTheFilterNearestToTheServlet() throws Exception {
    Map<String, String> near = valid();
    near.put("hubs", "https://near.example/");
    container.deploy(
        "",
        (classes, servlets) -> {
          servlets.addServlet("blog", new BlogServlet()).addMapping("/posts/*");
          map(servlets.addFilter("far", new HubLinkFilter()), valid(), "/*");
          map(servlets.addFilter("near", new HubLinkFilter()), near, "/posts/near");
        });
    assertThat(link("/posts/near", "x"))
        .isEqualTo(
            "<https://blog.example/site/posts/near>; rel=\"self\", <https://near.example/>;"
                + " rel=\"hub\"");
    assertThat(link("/posts/far", "x")).isEqualTo("<https://blog.example/site/posts/far>" + HUB);
  }

  @Test
  void answer_is500_whenASourceFails() throws Exception {
    deploy(
        "",
        HubLinkFilter.builder()
            .base(BlogDeployment.BASE)
            .hubSource(request -> List.of(URI.create("urn:x")))
            .build(),
        Map.of());
    try (RawConnection connection = new RawConnection(container.port())) {
      connection.send("GET /posts/text HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(connection.readHead().status()).isEqualTo(500);
    }
  }

  @Test
  void builder_refuses_whatIsWrongOrMissing() {
    HubLinkFilterBuilder builder = HubLinkFilter.builder();
    assertThatThrownBy(() -> builder.base(URI.create("urn:x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("base must");
    assertThatThrownBy(() -> builder.hubs(URI.create("urn:x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("hubs must");
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("base or baseFromRequest must be set");
    builder.baseFromRequest();
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("hubs or hubSource must be set");
    assertThat(builder.hubs(URI.create("https://hub.example/")).build()).isNotNull();
  }

  private String link(String target, String host) throws IOException {
    try (RawConnection connection = new RawConnection(container.port())) {
      connection.send("GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(target, host));
      Answer answer = connection.readHead();
      assertThat(answer.status()).isEqualTo(200);
      return answer.header("Link").orElse("");
    }
  }

  private static Map<String, String> valid() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("base", "https://blog.example/site");
    parameters.put("hubs", "https://hub.example/");
    return parameters;
  }

  private Throwable failure(HubLinkFilter filter, Map<String, String> parameters) {
    Throwable failure = catchThrowable(() -> deploy("", filter, parameters));
    assertThat(failure).isInstanceOf(ServletException.class);
    return failure;
  }

  private void deploy(String contextPath, HubLinkFilter filter, Map<String, String> parameters)
      throws Exception {
    container.deploy(
        contextPath,
        (classes, servlets) -> {
          servlets.addServlet("blog", new BlogServlet()).addMapping("/posts/*");
          map(servlets.addFilter("links", filter), parameters, "/*");
        });
  }

  private static void map(
      FilterRegistration.Dynamic filter, Map<String, String> parameters, String path) {
    filter.setInitParameters(parameters);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, path);
  }
}
