package org.example.reader;

// START SNIPPET: configurer
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.pushj.http.JdkHttpTransport;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.subscriber.SubscriberConfigurer;

public class PrivateCa implements SubscriberConfigurer {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private JdkHttpTransport transport;

  @Override
  public Set<String> parameters() {
    return Set.of("trustStore");
  }

  @Override
  public void configure(SubscriberBuilder builder, Map<String, String> parameters) {
    transport =
        JdkHttpTransport.builder()
            .sslContext(trusting(parameters.get("trustStore")))
            .urlPolicy(UrlPolicy.allowPrivate()) // if the hub is at a private address
            .build();
    builder.transport(transport);
  }

  private static SSLContext trusting(String file) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(KeyStore.getInstance(new File(file), PASSWORD));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("trustStore cannot be read: " + file, e);
    }
  }

  @Override
  public void close() {
    if (transport != null) { // nothing was made if a parameter was wrong
      transport.close();
    }
  }
}
// END SNIPPET: configurer
