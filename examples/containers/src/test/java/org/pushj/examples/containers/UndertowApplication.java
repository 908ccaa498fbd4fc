package org.pushj.examples.containers;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletException;
import java.net.URI;
import org.pushj.UpdateListener;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;

/** The application on Undertow alone, where all is said in code. */
final class UndertowApplication implements AutoCloseable {
  private final Subscriber subscriber;
  private final Undertow server;

  private UndertowApplication(Subscriber subscriber, Undertow server) {
    this.subscriber = subscriber;
    this.server = server;
  }

  /**
   * Starts the application at {@code /trial/}.
   *
   * @param callbackBase the public URL of its {@code push/}
   */
  static UndertowApplication start(
      int port, URI callbackBase, SubscriptionStore store, UpdateListener listener)
      throws ServletException {
    Subscriber subscriber =
        Subscriber.builder()
            .callbackBase(callbackBase)
            .urlPolicy(UrlPolicy.allowPrivate())
            .listener(listener)
            .store(store)
            .build();
    // START SNIPPET: undertow
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(UndertowApplication.class.getClassLoader())
            .setDeploymentName("trial")
            .setContextPath("/trial")
            .addServletContextAttribute(PushCallbackServlet.SUBSCRIBER, subscriber)
            .addServlet(
                Servlets.servlet(
                        "push",
                        PushCallbackServlet.class,
                        new ImmediateInstanceFactory<>(new PushCallbackServlet(subscriber)))
                    .addMapping("/push/*")
                    .setAsyncSupported(true))
            .addServlet(Servlets.servlet("trial", TrialServlet.class).addMapping("/trial"));
    DeploymentManager manager = Servlets.newContainer().addDeployment(application);
    manager.deploy();
    Undertow server =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1")
            .setHandler(Handlers.path().addPrefixPath("/trial", manager.start()))
            .build();
    server.start();
    subscriber.start();
    // END SNIPPET: undertow
    return new UndertowApplication(subscriber, server);
  }

  @Override
  public void close() {
    subscriber.close();
    server.stop();
  }
}
