package org.pushj.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class JettyAdminAccessTest extends AdminAccessContract {
  @Override
  SecuredServer.Starter starter() {
    return SecuredServer::jetty;
  }

  @Test
  void connection_isClosedWithNotice_whenTheFormIsNotRead() throws IOException {
    String answer =
        raw(
            "POST /app/admin/subscriptions/forget HTTP/1.1\r\nHost: localhost\r\n"
                + ("Authorization: " + AdminSite.authorization("anna") + "\r\n")
                + "Sec-Fetch-Site: cross-site\r\nContent-Length: 1000\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 403 ").contains("Connection: close\r\n");
  }
}
