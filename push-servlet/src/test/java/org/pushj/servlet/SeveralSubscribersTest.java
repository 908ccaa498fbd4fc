package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletRegistration;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.Update;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener;

/** An application may have several subscribers, each with a servlet and a callback base. */
class SeveralSubscribersTest {

  @TempDir private Path folder;

  @Test
  void subscribers_hearTheirOwnHubsAlone_onJetty() throws Exception {
    assertHearTheirOwnHubsAlone(new JettyContainer());
  }

  @Test
  void subscribers_hearTheirOwnHubsAlone_onTomcat() throws Exception {
    assertHearTheirOwnHubsAlone(new TomcatContainer(folder));
  }

  /** The servlet of one is async-supported, that of the other is not. */
  private static void assertHearTheirOwnHubsAlone(Container started) throws Exception {
    try (FakeHub hub = FakeHub.start();
        FakeTopicSite site = FakeTopicSite.start();
        Container container = started) {
      String context = "http://127.0.0.1:" + container.port() + "/app/";
      RecordingListener newsListener = new RecordingListener();
      RecordingListener videosListener = new RecordingListener();
      Subscriber news = subscriber(context + "news/", newsListener);
      Subscriber videos = subscriber(context + "videos/", videosListener);
      container.deploy(
          "/app",
          (classes, servlets) -> {
            add(servlets.addServlet("news", new PushCallbackServlet(news)), "/news/*", true);
            add(servlets.addServlet("videos", new PushCallbackServlet(videos)), "/videos/*", false);
          });

      URI topic = site.advertise("/feed", hub.url());
      Subscription atNews = news.subscribe(topic);
      Subscription atVideos = videos.subscribe(topic);
      List<HubRequest> asked = hub.requests("subscribe");
      hub.delivery(asked.get(0)).content("for news", "text/plain").send();
      hub.delivery(asked.get(1)).content("for videos", "text/plain").send();

      assertThat(atNews.state()).isEqualTo(SubscriptionState.ACTIVE);
      assertThat(atVideos.state()).isEqualTo(SubscriptionState.ACTIVE);
      assertThat(newsListener.updates()).extracting(Update::text).containsExactly("for news");
      assertThat(videosListener.updates()).extracting(Update::text).containsExactly("for videos");
      news.unsubscribe(atNews.id());
      assertThat(videos.find(atVideos.id()).map(Subscription::state))
          .contains(SubscriptionState.ACTIVE);
    }
  }

  private static Subscriber subscriber(String callbackBase, RecordingListener listener) {
    return Subscriber.builder()
        .callbackBase(URI.create(callbackBase))
        .listener(listener)
        .urlPolicy(UrlPolicy.allowPrivate())
        .build();
  }

  private static void add(ServletRegistration.Dynamic servlet, String path, boolean isAsync) {
    servlet.addMapping(path);
    servlet.setAsyncSupported(isAsync);
  }
}
