package org.pushj.servlet;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.pushj.SignatureAlgorithm;
import org.pushj.SubscriptionListener;
import org.pushj.UpdateListener;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;

/** What the init parameters of the callback servlet mean. */
final class ServletConfiguration {
  private static final String BODY_TIMEOUT = "bodyTimeoutSeconds";
  private static final int DEFAULT_BODY_TIMEOUT_SECONDS = 30;
  private static final Set<String> OF_SUBSCRIBER =
      Set.of(
          "callbackBase",
          "listener",
          "subscriptionListener",
          "store",
          "allowPrivate",
          "leaseSeconds",
          "userAgent",
          "largestUpdateBytes",
          "minimumSignature",
          "tellOfWrongSignatures");

  private final InitParameters parameters;
  private final ServletContext context;

  /**
   * Takes the parameters over.
   *
   * @param buildsSubscriber whether the parameters of a subscriber are possible
   * @throws ServletException if there is one that is not possible
   */
  ServletConfiguration(ServletConfig config, boolean buildsSubscriber) throws ServletException {
    Set<String> possible = new TreeSet<>(buildsSubscriber ? OF_SUBSCRIBER : Set.of());
    possible.add(BODY_TIMEOUT);
    this.parameters = new InitParameters(config, possible);
    this.context = config.getServletContext();
  }

  /** Returns how long a body may take to arrive. */
  Duration bodyTimeout() throws ServletException {
    return Duration.ofSeconds(
        parameters.positive(BODY_TIMEOUT).orElse(DEFAULT_BODY_TIMEOUT_SECONDS));
  }

  /** Builds the subscriber. */
  Subscriber subscriber() throws ServletException {
    SubscriberBuilder builder =
        parameters.required(
            "callbackBase",
            "an http or https URL without query and fragment, for callback URLs of at most 250"
                + " characters",
            value -> Subscriber.builder().callbackBase(URI.create(value)));
    builder.listener(
        parameters.required("listener", aClass(UpdateListener.class), maker(UpdateListener.class)));
    parameters
        .optional(
            "subscriptionListener",
            aClass(SubscriptionListener.class),
            maker(SubscriptionListener.class))
        .ifPresent(builder::subscriptionListener);
    parameters
        .optional("store", aClass(SubscriptionStore.class), maker(SubscriptionStore.class))
        .ifPresent(builder::store);
    if (parameters.flag("allowPrivate")) {
      builder.urlPolicy(UrlPolicy.allowPrivate());
    }
    parameters.positive("leaseSeconds").map(Duration::ofSeconds).ifPresent(builder::lease);
    parameters
        .optional("userAgent", "visible ASCII characters", ServletConfiguration::visible)
        .ifPresent(builder::userAgent);
    parameters.positive("largestUpdateBytes").ifPresent(builder::largestUpdate);
    parameters
        .optional(
            "minimumSignature", "sha1, sha256, sha384 or sha512", ServletConfiguration::algorithm)
        .ifPresent(builder::minimumSignature);
    return builder.tellOfWrongSignatures(parameters.flag("tellOfWrongSignatures")).build();
  }

  private static String visible(String value) {
    if (!value.matches("[ -~]+")) {
      throw new IllegalArgumentException("not visible");
    }
    return value;
  }

  private static SignatureAlgorithm algorithm(String value) {
    return SignatureAlgorithm.ofMethod(value).orElseThrow(IllegalArgumentException::new);
  }

  private static String aClass(Class<?> role) {
    return "a public class that implements "
        + role.getName()
        + " and has a public constructor without parameters";
  }

  private <T> Function<String, T> maker(Class<T> role) {
    return name -> make(name, role);
  }

  private <T> T make(String name, Class<T> role) {
    try {
      return loadClass(name).asSubclass(role).getConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  private Class<?> loadClass(String name) throws ClassNotFoundException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return Class.forName(name, true, loader != null ? loader : context.getClassLoader());
  }
}
