package org.pushj.servlet;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.pushj.SubscriptionListener;
import org.pushj.UpdateListener;
import org.pushj.settings.CallbackSettings;
import org.pushj.spi.HubClient;
import org.pushj.spi.LinkHeaderParser;
import org.pushj.spi.SignatureVerifier;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.TopicDiscoverer;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;

/** Interprets the init parameters of the callback servlet. */
final class ServletConfiguration {
  private static final String BODY_TIMEOUT = "bodyTimeoutSeconds";
  private static final String START = "start";
  private static final int DEFAULT_BODY_TIMEOUT_SECONDS = 30;
  private static final Set<String> SUBSCRIBER_PARAMETERS =
      Set.of(
          "callbackBase",
          "listener",
          "subscriptionListener",
          "store",
          "hubClient",
          "topicDiscoverer",
          "signatureVerifier",
          "linkHeaderParser",
          "allowPrivate",
          "leaseSeconds",
          "userAgent",
          "maxUpdateBytes",
          START,
          "minimumSignature",
          "requireSigned",
          "takeOldChallenges",
          "tellOfWrongSignatures");
  private static final ParameterType<SubscriberBuilder> CALLBACK_BASE =
      new ParameterType<>(
          "an http or https URL without query and fragment, for callback URLs of at most 250"
              + " characters",
          value -> Subscriber.builder().callbackBase(URI.create(value)));

  private final InitParameters parameters;
  private final ClassLoader loader;

  /**
   * Reads the names of the parameters.
   *
   * @param buildsSubscriber whether the parameters of a subscriber are allowed
   * @throws ServletException if a parameter is not allowed
   */
  ServletConfiguration(ServletConfig config, boolean buildsSubscriber) throws ServletException {
    Set<String> allowed = new TreeSet<>(buildsSubscriber ? SUBSCRIBER_PARAMETERS : Set.of());
    allowed.add(BODY_TIMEOUT);
    this.parameters = new InitParameters(config, allowed);
    this.loader =
        Optional.ofNullable(Thread.currentThread().getContextClassLoader())
            .orElseGet(config.getServletContext()::getClassLoader);
  }

  /**
   * Returns how long a body may take to arrive.
   *
   * @throws ServletException if the parameter is invalid
   */
  Duration bodyTimeout() throws ServletException {
    return Duration.ofSeconds(
        parameters
            .optional(BODY_TIMEOUT, ParameterType.POSITIVE)
            .orElse(DEFAULT_BODY_TIMEOUT_SECONDS));
  }

  /**
   * Tells whether the subscriber is to be started.
   *
   * @throws ServletException if the parameter is invalid
   */
  boolean starts() throws ServletException {
    return parameters.optional(START, ParameterType.FLAG).orElse(true);
  }

  /**
   * Builds the subscriber.
   *
   * @throws ServletException if a parameter is missing or invalid
   */
  Subscriber subscriber() throws ServletException {
    SubscriberBuilder builder = parameters.required("callbackBase", CALLBACK_BASE);
    builder.listener(parameters.required("listener", instance(UpdateListener.class)));
    parameters
        .optional("subscriptionListener", instance(SubscriptionListener.class))
        .ifPresent(builder::subscriptionListener);
    parameters.optional("store", instance(SubscriptionStore.class)).ifPresent(builder::store);
    parameters.optional("hubClient", instance(HubClient.class)).ifPresent(builder::hubClient);
    parameters
        .optional("topicDiscoverer", instance(TopicDiscoverer.class))
        .ifPresent(builder::topicDiscoverer);
    parameters
        .optional("signatureVerifier", instance(SignatureVerifier.class))
        .ifPresent(builder::signatureVerifier);
    parameters
        .optional("linkHeaderParser", instance(LinkHeaderParser.class))
        .ifPresent(builder::linkHeaderParser);
    if (parameters.optional("allowPrivate", ParameterType.FLAG).orElse(false)) {
      builder.urlPolicy(UrlPolicy.allowPrivate());
    }
    parameters
        .optional("leaseSeconds", ParameterType.POSITIVE)
        .map(Duration::ofSeconds)
        .ifPresent(builder::lease);
    parameters.optional("userAgent", ParameterType.VISIBLE).ifPresent(builder::userAgent);
    parameters
        .optional("minimumSignature", ParameterType.ALGORITHM)
        .ifPresent(builder::minimumSignature);
    if (parameters.optional("requireSigned", ParameterType.FLAG).orElse(false)) {
      builder.requireSigned();
    }
    return builder.callbacks(callbacks()).build();
  }

  private CallbackSettings callbacks() throws ServletException {
    CallbackSettings.Builder callbacks = CallbackSettings.builder();
    parameters
        .optional("maxUpdateBytes", ParameterType.POSITIVE)
        .ifPresent(callbacks::maxUpdateBytes);
    parameters
        .optional("tellOfWrongSignatures", ParameterType.FLAG)
        .ifPresent(callbacks::tellOfWrongSignatures);
    parameters
        .optional("takeOldChallenges", ParameterType.FLAG)
        .ifPresent(callbacks::takeOldChallenges);
    return callbacks.build();
  }

  private <T> ParameterType<T> instance(Class<T> role) {
    return ParameterType.instance(loader, role);
  }
}
