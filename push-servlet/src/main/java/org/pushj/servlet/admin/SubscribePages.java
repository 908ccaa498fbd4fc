package org.pushj.servlet.admin;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushj.PushException;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.Target;
import org.pushj.TopicLinks;
import org.pushj.Urls;
import org.pushj.servlet.admin.html.Fields;
import org.pushj.servlet.admin.html.SameTopic;
import org.pushj.servlet.admin.html.SubscribeMarkup;
import org.pushj.servlet.admin.html.Words;
import org.pushj.subscriber.Subscriber;
import org.pushj.text.Json;

/** The way to a new subscription: an address, what is found there, and the request to the hub. */
final class SubscribePages {
  private static final String THERE_IS_ONE =
      "There is one already; nothing was changed. It can be renewed on its own page.";

  private final Subscriber subscriber;
  private final InstantSource clock;

  SubscribePages(Subscriber subscriber, InstantSource clock) {
    this.subscriber = subscriber;
    this.clock = clock;
  }

  /** Asks for the address. */
  View show(AdminRequest request) {
    request.takes();
    return View.of(
        "Subscribe",
        new SubscribeMarkup(request.links()).form(),
        Json.object(Fields.TOKEN, request.token()));
  }

  /** Shows what is found at the address; if that was confirmed, subscribes. */
  View submit(AdminRequest request) {
    request.takes("url", "hub", "lease", Fields.TARGET, Fields.CONFIRMED);
    SubscriptionRequest wanted = entered(request);
    try {
      TopicLinks found = subscriber.discover(wanted);
      if (!request.flag(Fields.CONFIRMED)) {
        return question(request, wanted, found);
      }
      Optional<String> agreed = request.one(Fields.TARGET);
      return agreed.isEmpty() || agreed.get().equals(key(found))
          ? subscribe(request, wanted, found)
          : question(request, wanted, found).withStatus(409);
    } catch (StoreException failed) {
      throw failed;
    } catch (PushException failed) {
      return failed(request, failed);
    }
  }

  private View question(AdminRequest request, SubscriptionRequest wanted, TopicLinks found) {
    List<String> hubs = found.hubs().stream().map(Words::url).toList();
    SameTopic sameTopic = SubscriptionSearch.sameTopic(subscriber, found.topic(), wanted);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("url", wanted.resource().toString());
    request.url("hub").ifPresent(hub -> fields.put("hub", hub.toString()));
    request.one("lease").ifPresent(lease -> fields.put("lease", lease));
    fields.put(Fields.TARGET, key(found));
    return View.of(
        "Subscribe to this?",
        new SubscribeMarkup(request.links())
            .question(wanted.resource(), found, fields, sameTopic, request.flag(Fields.CONFIRMED)),
        Json.object(
            "resource",
            Words.url(wanted.resource()),
            "topic",
            Words.url(found.topic()),
            "hubs",
            hubs,
            "sameTopic",
            sameTopic.ids()));
  }

  private View subscribe(AdminRequest request, SubscriptionRequest wanted, TopicLinks found) {
    return subscriber
        .subscribeNew(wanted, found)
        .map(made -> made(request, made))
        .orElseGet(() -> refused(request, subscriber.find(wanted)));
  }

  private View made(AdminRequest request, Subscription made) {
    Instant now = clock.instant();
    return View.of(
        "The hub was asked",
        new SubscribeMarkup(request.links()).made(made, now),
        SubscriptionJson.all(made, now));
  }

  private static View refused(AdminRequest request, Optional<Subscription> wanted) {
    Optional<String> id = wanted.map(each -> each.id().toString());
    return View.of(
            "Not subscribed",
            new SubscribeMarkup(request.links()).refused(THERE_IS_ONE, id),
            Json.object("error", THERE_IS_ONE, "id", id.orElse(null)))
        .withStatus(409);
  }

  private static View failed(AdminRequest request, PushException failed) {
    Optional<String> id = failed.subscription().map(Object::toString);
    String text = String.valueOf(failed.getMessage());
    return View.of(
            "Not subscribed",
            new SubscribeMarkup(request.links()).failed(text, id),
            Json.object("error", text, "id", id.orElse(null)))
        .withStatus(502);
  }

  private static String key(TopicLinks found) {
    return new Target(found.topic(), found.hubs().get(0)).key();
  }

  private static SubscriptionRequest entered(AdminRequest request) {
    String url =
        request
            .text("url", SubscriptionRequest.MAX_URL)
            .orElseThrow(() -> AdminRequest.missing("url", "an http or https URL"));
    URI resource = normalized("url", url);
    SubscriptionRequest wanted = SubscriptionRequest.of(resource);
    Optional<URI> hub =
        request.text("hub", SubscriptionRequest.MAX_URL).map(u -> normalized("hub", u));
    if (hub.isPresent()) {
      wanted = wanted.withHub(hub.get());
    }
    return request.time("lease").map(wanted::withLease).orElse(wanted);
  }

  private static URI normalized(String name, String url) {
    try {
      return Urls.normalized(name, url.strip());
    } catch (IllegalArgumentException invalid) {
      throw new RefusedException(400, "The parameter " + invalid.getMessage() + ".");
    }
  }
}
