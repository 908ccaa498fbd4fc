package org.example.reader;

// START SNIPPET: class
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.net.URI;
import org.pushj.SubscriptionListener;
import org.pushj.UpdateListener;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;

public final class ReaderSetup {
  private ReaderSetup() {}

  // START SNIPPET: start
  public static Subscriber start(
      ServletContext servletContext,
      URI publicBase,
      UpdateListener listener,
      SubscriptionListener watcher) {
    Subscriber subscriber =
        Subscriber.builder()
            .callbackBase(publicBase.resolve("/push/"))
            .listener(listener)
            .subscriptionListener(watcher)
            .urlPolicy(UrlPolicy.allowPrivate()) // for development only
            .build();
    ServletRegistration.Dynamic push =
        servletContext.addServlet("push", new PushCallbackServlet(subscriber));
    push.addMapping("/push/*");
    push.setAsyncSupported(true);
    subscriber.start(); // renews leases from now on; close() ends it
    return subscriber;
  }
  // END SNIPPET: start
}
// END SNIPPET: class
