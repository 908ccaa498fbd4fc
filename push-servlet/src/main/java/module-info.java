/**
 * The callback endpoint of push as a Jakarta servlet, and the links of a publisher as a filter: see
 * {@link org.pushj.servlet.PushCallbackServlet} and {@link org.pushj.servlet.HubLinkFilter}.
 */
module org.pushj.servlet {
  requires transitive jakarta.servlet;
  requires transitive org.pushj;
  requires java.naming;
  requires org.slf4j;
  requires static jakarta.cdi;
  requires static org.jspecify;

  exports org.pushj.servlet;
  exports org.pushj.servlet.admin;
}
