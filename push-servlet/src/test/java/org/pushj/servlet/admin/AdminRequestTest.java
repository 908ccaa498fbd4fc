package org.pushj.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminRequestTest {
  /** Some containers can be told to take encoded slashes, and decode them. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/app, /admin, /app/admin/,                        /",
    "/app, /admin, /app/admin/pings,                   /pings",
    "/app, /admin, /app/admin/pings/1,                 /pings/1",
    "/app, /admin, /app/admin/pings%2F1,               /pings/1",
    "/app, /admin, /app/admin/subscriptions%2f1%2fx,   /subscriptions/1/x",
    "/app, /admin, /app/%61dmin/subscriptions/1%2Fx/y, /subscriptions/1/x/y",
    "'',   /admin, /admin/pings%2F1,                   /pings/1",
    "'',   '',     /pings/1,                           /pings/1"
  })
  void links_leadToTheServlet_howeverThePathIsEncoded(
      String context, String servlet, String uri, String pathInfo) {
    HttpServletRequest request = mock(HttpServletRequest.class);
    when(request.getContextPath()).thenReturn(context);
    when(request.getServletPath()).thenReturn(servlet);
    when(request.getRequestURI()).thenReturn(uri);
    when(request.getPathInfo()).thenReturn(pathInfo);
    String root = new AdminRequest(request, "token").root();
    URI page = URI.create("https://www.example" + uri);
    assertThat(page.resolve(root).getPath()).isEqualTo(context + servlet + "/");
  }
}
