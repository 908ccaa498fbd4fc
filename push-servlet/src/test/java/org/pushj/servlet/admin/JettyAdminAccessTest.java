package org.pushj.servlet.admin;

class JettyAdminAccessTest extends AdminAccessContract {
  @Override
  SecuredServer.Starter starter() {
    return SecuredServer::jetty;
  }
}
