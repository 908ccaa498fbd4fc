package org.pushj.servlet.configuration;

import static org.pushj.servlet.configuration.ParameterType.FLAG;
import static org.pushj.servlet.configuration.ParameterType.LARGE;
import static org.pushj.servlet.configuration.ParameterType.POSITIVE;
import static org.pushj.servlet.configuration.ParameterType.RATE;
import static org.pushj.servlet.configuration.ParameterType.SECONDS;
import static org.pushj.servlet.configuration.ParameterType.SECONDS_OR_ZERO;

import java.util.List;
import java.util.stream.Stream;
import org.pushj.settings.CallbackSettings;
import org.pushj.settings.DeliverySettings;
import org.pushj.settings.RenewalPolicy;
import org.pushj.settings.RetryPolicy;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.SubscriberBuilder;

/** The init parameters that set a number, a time, a flag or a text of the subscriber. */
final class SubscriberSettings {
  static final List<Setting<SubscriberBuilder, ?>> SUBSCRIBER =
      List.of(
          // The second wins if both are there.
          new Setting<>("allowHosts", ParameterType.HOSTS, SubscriberBuilder::urlPolicy),
          new Setting<>("allowPrivate", FLAG, SubscriberSettings::allowPrivate),
          new Setting<>("leaseSeconds", SECONDS, SubscriberBuilder::lease),
          new Setting<>("userAgent", ParameterType.VISIBLE, SubscriberBuilder::userAgent),
          new Setting<>(
              "minimumSignature", ParameterType.ALGORITHM, SubscriberBuilder::minimumSignature),
          new Setting<>("requireSigned", FLAG, SubscriberSettings::requireSigned),
          new Setting<>("hub", ParameterType.HUB, SubscriberBuilder::hub),
          new Setting<>("discoveryDeadlineSeconds", SECONDS, SubscriberBuilder::discoveryDeadline),
          new Setting<>("hubDeadlineSeconds", SECONDS, SubscriberBuilder::hubDeadline));

  static final List<Setting<CallbackSettings.Builder, ?>> CALLBACKS =
      List.of(
          new Setting<>("maxUpdateBytes", POSITIVE, CallbackSettings.Builder::maxUpdateBytes),
          new Setting<>("maxBytesInMemory", LARGE, CallbackSettings.Builder::maxBytesInMemory),
          new Setting<>("takeOldChallenges", FLAG, CallbackSettings.Builder::takeOldChallenges),
          new Setting<>(
              "keepLookupsSeconds", SECONDS_OR_ZERO, CallbackSettings.Builder::keepLookups),
          new Setting<>(
              "lastUpdatePrecisionSeconds",
              SECONDS_OR_ZERO,
              CallbackSettings.Builder::lastUpdatePrecision));

  static final List<Setting<WorkSettings.Builder, ?>> WORK =
      List.of(
          new Setting<>("threads", POSITIVE, WorkSettings.Builder::threads),
          new Setting<>("perHub", POSITIVE, WorkSettings.Builder::perHub),
          new Setting<>("perHubPerSecond", RATE, WorkSettings.Builder::perHubPerSecond),
          new Setting<>("batch", POSITIVE, WorkSettings.Builder::batch),
          new Setting<>("claimSeconds", SECONDS, WorkSettings.Builder::claim),
          new Setting<>("pollSeconds", SECONDS, WorkSettings.Builder::poll));

  static final List<Setting<RenewalPolicy.Builder, ?>> RENEWALS =
      List.of(
          new Setting<>("unverifiedAfterSeconds", SECONDS, RenewalPolicy.Builder::unverifiedAfter),
          new Setting<>("rotatesCallback", FLAG, RenewalPolicy.Builder::rotatesCallback));

  static final List<Setting<RetryPolicy.Builder, ?>> RETRIES =
      List.of(
          new Setting<>("retryFirstSeconds", SECONDS, RetryPolicy.Builder::first),
          new Setting<>("retryMaxSeconds", SECONDS, RetryPolicy.Builder::max),
          new Setting<>("giveUpAfterSeconds", SECONDS, RetryPolicy.Builder::giveUpAfter));

  static final List<Setting<DeliverySettings.Builder, ?>> DELIVERIES =
      List.of(
          new Setting<>(
              "deliveryThreads",
              POSITIVE,
              (deliveries, threads) -> deliveries.work(work -> work.threads(threads))),
          new Setting<>(
              "listenerTimeoutSeconds", SECONDS, DeliverySettings.Builder::listenerTimeout),
          new Setting<>("attempts", POSITIVE, DeliverySettings.Builder::attempts),
          new Setting<>("inOrder", FLAG, DeliverySettings.Builder::inOrder),
          new Setting<>(
              "duplicateWindowSeconds", SECONDS_OR_ZERO, DeliverySettings.Builder::duplicateWindow),
          new Setting<>("retentionSeconds", SECONDS_OR_ZERO, DeliverySettings.Builder::retention),
          new Setting<>(
              "parkedRetentionSeconds", SECONDS, DeliverySettings.Builder::parkedRetention),
          new Setting<>("maxWaiting", LARGE, DeliverySettings.Builder::maxWaiting),
          new Setting<>("maxWaitingBytes", LARGE, DeliverySettings.Builder::maxWaitingBytes),
          new Setting<>("maxParked", LARGE, DeliverySettings.Builder::maxParked));

  private SubscriberSettings() {}

  /** Returns the names of all. */
  static List<String> names() {
    return Stream.of(SUBSCRIBER, CALLBACKS, WORK, RENEWALS, RETRIES, DELIVERIES)
        .flatMap(List::stream)
        .map(Setting::name)
        .toList();
  }

  private static void allowPrivate(SubscriberBuilder builder, boolean allow) {
    if (allow) {
      builder.urlPolicy(UrlPolicy.allowPrivate());
    }
  }

  private static void requireSigned(SubscriberBuilder builder, boolean require) {
    if (require) {
      builder.requireSigned();
    }
  }
}
