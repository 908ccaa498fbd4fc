package org.pushj.servlet;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds the WAR of the reader application. */
final class War {
  private final Map<String, String> initParameters = new LinkedHashMap<>();

  /** Sets an init parameter of the callback servlet. */
  War with(String name, String value) {
    initParameters.put(name, value);
    return this;
  }

  /** Sets several init parameters of the callback servlet. */
  War with(Map<String, String> parameters) {
    initParameters.putAll(parameters);
    return this;
  }

  /** Writes the WAR into a folder, and returns its path. */
  Path writeTo(Path folder) throws IOException, URISyntaxException {
    return WarFile.write(folder.resolve("reader.war"), webXml(), Map.of());
  }

  private String webXml() {
    StringBuilder xml =
        new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <servlet>
                <servlet-name>push</servlet-name>
                <servlet-class>org.pushj.servlet.PushCallbackServlet</servlet-class>
            """);
    initParameters.forEach(
        (name, value) ->
            xml.append("<init-param><param-name>")
                .append(name)
                .append("</param-name><param-value>")
                .append(value)
                .append("</param-value></init-param>\n"));
    return xml.append(
            """
                <load-on-startup>1</load-on-startup>
                <async-supported>true</async-supported>
              </servlet>
              <servlet>
                <servlet-name>reader</servlet-name>
                <servlet-class>org.example.reader.ReaderServlet</servlet-class>
              </servlet>
              <servlet-mapping>
                <servlet-name>push</servlet-name>
                <url-pattern>/push/*</url-pattern>
              </servlet-mapping>
              <servlet-mapping>
                <servlet-name>reader</servlet-name>
                <url-pattern>/reader/*</url-pattern>
              </servlet-mapping>
            </web-app>
            """)
        .toString();
  }
}
