package org.pushj.servlet.admin;

class TomcatAdminAccessTest extends AdminAccessContract {
  @Override
  SecuredServer.Starter starter() {
    return SecuredServer::tomcat;
  }
}
