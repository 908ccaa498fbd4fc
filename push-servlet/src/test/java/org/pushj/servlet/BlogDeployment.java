package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.example.blog.BlogHubs;
import org.example.blog.BlogServlet;
import org.example.blog.CatchingFilter;

/** How the blog application, with its links, comes into a container. */
interface BlogDeployment {
  /** Under which URL the world sees the application. */
  URI BASE = URI.create("https://blog.example/site/");

  /** The hubs of the posts. */
  String HUBS = "<https://hub.example/?a=1&b>; rel=\"hub\", <http://two.example/>; rel=\"hub\"";

  /** What the file {@code feed.xml} holds. */
  String FEED = "<feed xmlns=\"http://www.w3.org/2005/Atom\"/>";

  /**
   * Deploys the application.
   *
   * @param folder an empty folder
   * @return the URL of its context
   */
  URI deploy(Container container, Path folder) throws Exception;

  /** Registers servlets and filters in code, in the root context. */
  static URI inCode(Container container, Path folder) throws Exception {
    ServletContainerInitializer application =
        (classes, servlets) -> {
          ServletRegistration.Dynamic blog = servlets.addServlet("blog", new BlogServlet());
          blog.addMapping("/posts/*", "/folders/*", "/other/*");
          blog.setAsyncSupported(true);
          servlets
              .addFilter("catching", new CatchingFilter())
              .addMappingForUrlPatterns(null, true, "/posts/no-caught");
          add(servlets, "links", "/posts/*", links());
          add(
              servlets,
              "folders",
              "/folders/*",
              HubLinkFilter.builder().base(BASE).hubSource(new BlogHubs()).keepQuery().build());
        };
    container.deploy("", application);
    return URI.create("http://127.0.0.1:" + container.port());
  }

  private static HubLinkFilter links() {
    return HubLinkFilter.builder()
        .base(BASE)
        .hubs(URI.create("https://hub.example/?a=1&b"), URI.create("http://two.example/"))
        .build();
  }

  private static void add(ServletContext servlets, String name, String path, HubLinkFilter filter) {
    FilterRegistration.Dynamic links = servlets.addFilter(name, filter);
    links.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, path);
    links.setAsyncSupported(true);
  }

  /** Deploys a WAR with a web.xml, in a context of its own. */
  static URI war(Container container, Path folder) throws Exception {
    byte[] large = BlogServlet.LINE.repeat(BlogServlet.MANY).getBytes(UTF_8);
    Map<String, byte[]> files = Map.of("feed.xml", FEED.getBytes(UTF_8), "large.txt", large);
    container.deploy("/app", WarFile.write(folder.resolve("blog.war"), WEB_XML, files));
    return URI.create("http://127.0.0.1:" + container.port() + "/app");
  }

  /** The web.xml of the application. */
  String WEB_XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <filter>
          <filter-name>catching</filter-name>
          <filter-class>org.example.blog.CatchingFilter</filter-class>
        </filter>
        <filter-mapping>
          <filter-name>catching</filter-name>
          <url-pattern>/posts/no-caught</url-pattern>
        </filter-mapping>
        <filter>
          <filter-name>links</filter-name>
          <filter-class>org.pushj.servlet.HubLinkFilter</filter-class>
          <async-supported>true</async-supported>
          <init-param>
            <param-name>base</param-name>
            <param-value>https://blog.example/site</param-value>
          </init-param>
          <init-param>
            <param-name>hubs</param-name>
            <param-value>
              https://hub.example/?a=1&amp;b
              http://two.example/
            </param-value>
          </init-param>
        </filter>
        <filter-mapping>
          <filter-name>links</filter-name>
          <url-pattern>/posts/*</url-pattern>
          <url-pattern>/feed.xml</url-pattern>
          <url-pattern>/large.txt</url-pattern>
          <url-pattern>/missing.xml</url-pattern>
          <dispatcher>REQUEST</dispatcher>
          <dispatcher>ASYNC</dispatcher>
        </filter-mapping>
        <filter>
          <filter-name>folders</filter-name>
          <filter-class>org.pushj.servlet.HubLinkFilter</filter-class>
          <async-supported>true</async-supported>
          <init-param>
            <param-name>base</param-name>
            <param-value>https://blog.example/site</param-value>
          </init-param>
          <init-param>
            <param-name>hubSource</param-name>
            <param-value>org.example.blog.BlogHubs</param-value>
          </init-param>
          <init-param>
            <param-name>keepQuery</param-name>
            <param-value>true</param-value>
          </init-param>
        </filter>
        <filter-mapping>
          <filter-name>folders</filter-name>
          <url-pattern>/folders/*</url-pattern>
        </filter-mapping>
        <servlet>
          <servlet-name>blog</servlet-name>
          <servlet-class>org.example.blog.BlogServlet</servlet-class>
          <async-supported>true</async-supported>
        </servlet>
        <servlet-mapping>
          <servlet-name>blog</servlet-name>
          <url-pattern>/posts/*</url-pattern>
          <url-pattern>/folders/*</url-pattern>
          <url-pattern>/other/*</url-pattern>
        </servlet-mapping>
      </web-app>
      """;
}
