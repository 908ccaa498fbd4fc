package org.pushj.own;

import java.time.Duration;
import java.time.InstantSource;
import org.pushj.http.JdkHttpTransport;
import org.pushj.hub.FormHubClient;
import org.pushj.hub.HubProfiles;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.HubClientContract;

class TimedHubClientTest implements HubClientContract {
  private final HttpTransport transport =
      JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate()).build();

  @Override
  public HubClient hubClient(Duration deadline) {
    return new TimedHubClient(
        new FormHubClient(
            transport,
            HubCredentials.none(),
            HubProfiles.defaults(),
            "reader/1",
            deadline,
            InstantSource.system()),
        taken -> {});
  }
}
