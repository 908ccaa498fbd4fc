package org.pushj.own;

import jakarta.persistence.EntityManagerFactory;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.pushj.CallbackToken;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.Target;
import org.pushj.jpa.JpaSubscriptionStore;
import org.pushj.jpa.PushPersistence;
import org.pushj.jpa.PushSchema;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.SubscriptionStore;

/** A program that has push-jpa and a provider on its module path; it is named by the argument. */
final class ModulePathProgram {
  private ModulePathProgram() {}

  public static void main(String[] arguments) {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:mem:modules;DB_CLOSE_DELAY=-1");
    PushSchema.create(dataSource);
    Map<String, String> provider = Map.of("jakarta.persistence.provider", arguments[0]);
    try (EntityManagerFactory factory = PushPersistence.from(dataSource, provider)) {
      SubscriptionStore store =
          new JpaSubscriptionStore(TransactionBoundary.resourceLocal(factory));
      Subscription subscription = subscription();
      boolean kept =
          store.add(subscription)
              && store.findById(subscription.id()).equals(Optional.of(subscription));
      System.out.println(
          JpaSubscriptionStore.class.getModule()
              + (kept ? ", kept by a " : ", lost by a ")
              + (factory.getClass().getModule().isNamed() ? "module" : "class path"));
    }
  }

  private static Subscription subscription() {
    URI url = URI.create("https://topic.example/");
    Instant now = Instant.EPOCH;
    Registration registration =
        new Registration(new Target(url, url), CallbackToken.random(), url, Secret.random());
    return Subscription.builder(SubscriptionId.next(now), SubscriptionRequest.of(url), now)
        .target(registration.target())
        .open(new OpenRequest(IntentKind.SUBSCRIBE, registration, now))
        .build();
  }
}
