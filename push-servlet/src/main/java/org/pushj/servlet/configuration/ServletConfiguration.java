package org.pushj.servlet.configuration;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.pushj.StoreException;
import org.pushj.SubscriptionListener;
import org.pushj.SubscriptionRequest;
import org.pushj.UpdateListener;
import org.pushj.Urls;
import org.pushj.settings.CallbackSettings;
import org.pushj.settings.DeliverySettings;
import org.pushj.settings.RenewalPolicy;
import org.pushj.settings.RetryPolicy;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.LinkHeaderParser;
import org.pushj.spi.Monitor;
import org.pushj.spi.SignatureVerifier;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.TopicDiscoverer;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.subscriber.SubscriberConfigurer;

/** Interprets the init parameters of the callback servlet. */
public final class ServletConfiguration {
  private static final String CALLBACK_BASE = "callbackBase";
  private static final String LISTENER = "listener";
  private static final String CONFIGURER = "configurer";
  private static final String EXECUTOR = "executor";
  private static final String SCHEDULER = "scheduler";
  private static final String DUE_WORK = "dueWorkSeconds";
  private static final String START = "start";
  private static final String SUBSCRIBE = "subscribe";
  private static final String BODY_TIMEOUT = "bodyTimeoutSeconds";
  private static final String HUB_HOST = "credentialsHost";
  private static final String HUB_USER = "credentialsUser";
  private static final String HUB_PASSWORD = "credentialsPassword";
  private static final Set<String> OWN =
      Set.of(
          CONFIGURER,
          EXECUTOR,
          SCHEDULER,
          DUE_WORK,
          START,
          SUBSCRIBE,
          BODY_TIMEOUT,
          HUB_HOST,
          HUB_USER,
          HUB_PASSWORD);

  /** The parameters of the configurer in push-jpa, which this module does not depend on. */
  private static final Set<String> OF_JPA =
      Set.of(
          "dataSource",
          "persistenceUnit",
          "transactions",
          "inbox",
          "createSchema",
          "secretKeys",
          "readPlainSecrets");

  private static final Duration DEFAULT_BODY_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration DEFAULT_DUE_WORK = Duration.ofSeconds(2);
  private static final ParameterType<URI> BASE =
      new ParameterType<>(
          "an http or https URL without query and fragment, for callback URLs of at most 250"
              + " characters",
          URI::create);

  private final InitParameters parameters;
  private final Parts parts;

  /**
   * Takes the parameters.
   *
   * @param parts finds what they name, and ends it
   */
  public ServletConfiguration(ServletConfig config, Parts parts) {
    this.parameters = new InitParameters(config);
    this.parts = parts;
  }

  /**
   * Checks that there are no parameters of a subscriber.
   *
   * @throws ServletException if there are
   */
  public void requireNoSubscriber() throws ServletException {
    parameters.requireKnown(Set.of(BODY_TIMEOUT));
  }

  /**
   * Returns how long a body may take to arrive.
   *
   * @throws ServletException if the parameter is invalid
   */
  public Duration bodyTimeout() throws ServletException {
    return parameters.optional(BODY_TIMEOUT, ParameterType.SECONDS).orElse(DEFAULT_BODY_TIMEOUT);
  }

  /**
   * Builds the subscriber. It ends with the parts.
   *
   * @throws ServletException if a parameter is unknown, missing or invalid
   */
  public Subscriber subscriber() throws ServletException {
    List<SubscriberConfigurer> configurers =
        parameters
            .optional(CONFIGURER, ParameterType.parts(parts, SubscriberConfigurer.class))
            .orElse(List.of());
    configurers.forEach(parts::onClose);
    requireKnown(configurers);
    if (configurers.isEmpty()) {
      parameters.requirePresent(CALLBACK_BASE, BASE);
      parameters.requirePresent(LISTENER, part(UpdateListener.class));
    }
    SubscriberBuilder builder = Subscriber.builder();
    Setting.apply(objects(), parameters, builder);
    Setting.apply(SubscriberSettings.SUBSCRIBER, parameters, builder);
    Map<String, String> values = parameters.all();
    try {
      settings(builder);
      configurers.forEach(each -> each.configure(builder, values));
      Subscriber subscriber = builder.build();
      parts.onClose(subscriber);
      configurers.forEach(each -> each.built(subscriber));
      return subscriber;
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw parameters.failure(e);
    }
  }

  /**
   * Starts a subscriber, or lets the scheduler do its work, or neither.
   *
   * @throws ServletException if a parameter is invalid
   */
  public void start(Subscriber subscriber) throws ServletException {
    Optional<Duration> pause = parameters.optional(DUE_WORK, ParameterType.SECONDS);
    Optional<Boolean> starts = parameters.optional(START, ParameterType.FLAG);
    Optional<ScheduledExecutorService> scheduler =
        parameters.optional(SCHEDULER, part(ScheduledExecutorService.class));
    if (scheduler.isPresent() && starts.isPresent()) {
      throw parameters.failure(START, "must not be set together with " + SCHEDULER);
    }
    if (scheduler.isEmpty() && pause.isPresent()) {
      throw parameters.failure(DUE_WORK, "must be set together with " + SCHEDULER);
    }
    if (scheduler.isPresent()) {
      DueWork work = new DueWork(subscriber, scheduler.get(), pause.orElse(DEFAULT_DUE_WORK));
      parts.onClose(work::end);
    } else if (starts.orElse(true)) {
      subscriber.start();
    }
  }

  /**
   * Returns what is to be subscribed to.
   *
   * @throws ServletException if the parameter is invalid
   */
  public List<SubscriptionRequest> resources() throws ServletException {
    return parameters.optional(SUBSCRIBE, ParameterType.RESOURCES).orElse(List.of());
  }

  /**
   * Stores the requests, which the background work makes.
   *
   * @throws ServletException if the store failed
   */
  public void subscribe(Subscriber subscriber, List<SubscriptionRequest> resources)
      throws ServletException {
    for (SubscriptionRequest each : resources) {
      try {
        subscriber.subscribeLater(each);
      } catch (StoreException e) {
        throw parameters.failure(
            SUBSCRIBE,
            "could not be stored for " + Urls.forMessage(each.resource()) + ": " + e.getMessage(),
            e);
      }
    }
  }

  private void requireKnown(List<SubscriberConfigurer> configurers) throws ServletException {
    Set<String> known = new HashSet<>(OWN);
    known.addAll(SubscriberSettings.names());
    objects().forEach(each -> known.add(each.name()));
    configurers.forEach(each -> known.addAll(each.parameters()));
    for (String each : OF_JPA) {
      if (parameters.isPresent(each) && !known.contains(each)) {
        throw parameters.failure(
            each,
            "needs a "
                + CONFIGURER
                + ": set that init-param to org.pushj.jpa.JpaConfigurer, of push-jpa");
      }
    }
    parameters.requireKnown(known);
  }

  private List<Setting<SubscriberBuilder, ?>> objects() {
    return List.of(
        new Setting<>(CALLBACK_BASE, BASE, SubscriberBuilder::callbackBase),
        new Setting<>(LISTENER, part(UpdateListener.class), SubscriberBuilder::listener),
        new Setting<>(
            "subscriptionListener",
            part(SubscriptionListener.class),
            SubscriberBuilder::subscriptionListener),
        new Setting<>("store", part(SubscriptionStore.class), SubscriberBuilder::store),
        new Setting<>("monitor", part(Monitor.class), SubscriberBuilder::monitor),
        new Setting<>("transport", part(HttpTransport.class), SubscriberBuilder::transport),
        new Setting<>("hubClient", part(HubClient.class), SubscriberBuilder::hubClient),
        new Setting<>(
            "topicDiscoverer", part(TopicDiscoverer.class), SubscriberBuilder::topicDiscoverer),
        new Setting<>(
            "signatureVerifier",
            part(SignatureVerifier.class),
            SubscriberBuilder::signatureVerifier),
        new Setting<>(
            "linkHeaderParser", part(LinkHeaderParser.class), SubscriberBuilder::linkHeaderParser));
  }

  private void settings(SubscriberBuilder builder) throws ServletException {
    builder
        .callbacks(
            Setting.apply(SubscriberSettings.CALLBACKS, parameters, CallbackSettings.builder())
                .build())
        .work(Setting.apply(SubscriberSettings.WORK, parameters, WorkSettings.builder()).build())
        .renewals(
            Setting.apply(SubscriberSettings.RENEWALS, parameters, RenewalPolicy.builder()).build())
        .retries(
            Setting.apply(SubscriberSettings.RETRIES, parameters, RetryPolicy.builder()).build());
    DeliverySettings.Builder deliveries =
        Setting.apply(SubscriberSettings.DELIVERIES, parameters, DeliverySettings.builder());
    parameters
        .optional(EXECUTOR, part(Executor.class))
        .ifPresent(
            executor -> {
              builder.listenerExecutor(executor);
              deliveries.executor(executor);
            });
    builder.deliveries(deliveries.build());
    credentials().ifPresent(builder::credentials);
  }

  private Optional<HubCredentials> credentials() throws ServletException {
    for (String each : List.of(HUB_HOST, HUB_USER, HUB_PASSWORD)) {
      if (parameters.isPresent(each)) {
        return Optional.of(
            HubCredentials.basic(
                parameters.required(HUB_HOST, ParameterType.VISIBLE),
                parameters.required(HUB_USER, ParameterType.VISIBLE),
                parameters.required(HUB_PASSWORD, ParameterType.SECRET)));
      }
    }
    return Optional.empty();
  }

  private <T> ParameterType<T> part(Class<T> role) {
    return ParameterType.part(parts, role);
  }
}
