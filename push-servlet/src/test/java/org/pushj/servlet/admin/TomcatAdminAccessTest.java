package org.pushj.servlet.admin;

import org.junit.jupiter.api.Tag;

@Tag("tomcat")
class TomcatAdminAccessTest extends AdminAccessContract {
  @Override
  SecuredServer.Starter starter() {
    return SecuredServer::tomcat;
  }
}
