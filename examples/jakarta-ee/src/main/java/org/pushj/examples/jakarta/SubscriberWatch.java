package org.pushj.examples.jakarta;

// START SNIPPET: watch
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextAttributeEvent;
import jakarta.servlet.ServletContextAttributeListener;
import org.jspecify.annotations.Nullable;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.subscriber.Subscriber;

/** Gives beans the subscriber that the callback servlet has built. */
public class SubscriberWatch implements ServletContextAttributeListener {
  @Inject private @Nullable Feeds feeds;

  @Override
  public void attributeAdded(ServletContextAttributeEvent event) {
    if (feeds != null && event.getName().equals(PushCallbackServlet.SUBSCRIBER)) {
      feeds.use((Subscriber) event.getValue());
    }
  }

  @Override
  public void attributeRemoved(ServletContextAttributeEvent event) {
    if (feeds != null && event.getName().equals(PushCallbackServlet.SUBSCRIBER)) {
      feeds.use(null);
    }
  }
}
// END SNIPPET: watch
