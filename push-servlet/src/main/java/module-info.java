/**
 * The callback endpoint of push as a Jakarta servlet: see {@link
 * org.pushj.servlet.PushCallbackServlet}.
 */
module org.pushj.servlet {
  requires transitive jakarta.servlet;
  requires transitive org.pushj;
  requires org.slf4j;
  requires static org.jspecify;

  exports org.pushj.servlet;
}
