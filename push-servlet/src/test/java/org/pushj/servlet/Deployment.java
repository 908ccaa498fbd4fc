package org.pushj.servlet;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletRegistration;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.example.reader.ReaderListener;
import org.example.reader.ReaderServlet;
import org.pushj.settings.CallbackSettings;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;

/** How the reader application comes into a container. */
interface Deployment {

  /**
   * Deploys the application.
   *
   * @param folder an empty folder
   * @return the URL of its context
   */
  URI deploy(Container container, Path folder) throws Exception;

  /** Registers the servlets in code, in the root context. */
  static URI inCode(Container container, Path folder) throws Exception {
    URI context = URI.create("http://127.0.0.1:" + container.port());
    Subscriber subscriber =
        Subscriber.builder()
            .callbackBase(Endpoint.callbackBase(context))
            .listener(new ReaderListener())
            .urlPolicy(UrlPolicy.allowPrivate())
            .callbacks(CallbackSettings.builder().maxUpdateBytes(Endpoint.MAX_UPDATE_BYTES).build())
            .build();
    ServletContainerInitializer application =
        (classes, servlets) -> {
          ServletRegistration.Dynamic push =
              servlets.addServlet("push", new PushCallbackServlet(subscriber));
          push.addMapping("/push/*");
          push.setAsyncSupported(true);
          push.setInitParameter("bodyTimeoutSeconds", "" + Endpoint.BODY_TIMEOUT.toSeconds());
          servlets.setAttribute(PushCallbackServlet.SUBSCRIBER, subscriber);
          servlets.addServlet("reader", new ReaderServlet()).addMapping("/reader/*");
        };
    container.deploy("", application);
    return context;
  }

  /** Deploys a WAR with a web.xml, in a context of its own. */
  static URI war(Container container, Path folder) throws Exception {
    URI context = URI.create("http://127.0.0.1:" + container.port() + "/app");
    Path war =
        new War()
            .with(
                Map.of(
                    "callbackBase",
                    Endpoint.callbackBase(context).toString(),
                    "listener",
                    ReaderListener.class.getName(),
                    "allowPrivate",
                    "true",
                    "maxUpdateBytes",
                    "" + Endpoint.MAX_UPDATE_BYTES,
                    "bodyTimeoutSeconds",
                    "" + Endpoint.BODY_TIMEOUT.toSeconds()))
            .writeTo(folder);
    container.deploy("/app", war);
    if (!new Reader(context).isIsolated()) {
      throw new AssertionError("the callback servlet does not come from the WAR");
    }
    return context;
  }
}
