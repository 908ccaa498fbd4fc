package org.pushj.servlet.admin;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
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
import org.pushj.base.Json;
import org.pushj.subscriber.Subscriber;

/** The way to a new subscription: an address, what is found there, and the request to the hub. */
final class SubscribePages {
  static final String PATH = "subscribe";

  /** The name of the parameter that says what the operator was shown. */
  private static final String TARGET = "target";

  private static final String THERE_IS_ONE =
      "There is one already; nothing was changed. It can be renewed on its own page.";
  private static final String ELSEWHERE =
      "The address leads elsewhere now than was shown before; no hub was asked.";

  private static final Map<String, String> LEASES = new LinkedHashMap<>();

  static {
    LEASES.put("", "the default");
    LEASES.put("1h", "1 hour");
    LEASES.put("24h", "1 day");
    LEASES.put("7d", "7 days");
    LEASES.put("30d", "30 days");
  }

  private final Subscriber subscriber;
  private final InstantSource clock;

  SubscribePages(Subscriber subscriber, InstantSource clock) {
    this.subscriber = subscriber;
    this.clock = clock;
  }

  /** Asks for the address. */
  View show(AdminRequest request) {
    request.takes();
    Tag form =
        Layout.form(request, PATH)
            .with("class", "stack")
            .add(
                Layout.field("url", "Address of a feed or page", url().with("required", true)),
                Layout.field("hub", "Hub, if the page names none", url()),
                Layout.field("lease", "Lease to ask for", Layout.select(LEASES, "")),
                Layout.button("Look it up").with("class", "primary"));
    return View.of(
        "Subscribe",
        List.of(
            Layout.note("First its topic and hub are looked up and shown; no hub is asked yet."),
            form),
        Json.object(AccessCheck.TOKEN, request.token()));
  }

  /** Shows what is found at the address; if that was confirmed, subscribes. */
  View submit(AdminRequest request) {
    request.takes("url", "hub", "lease", TARGET, Outcome.CONFIRMED);
    SubscriptionRequest wanted = entered(request);
    try {
      TopicLinks found = subscriber.discover(wanted);
      if (!request.flag(Outcome.CONFIRMED)) {
        return question(request, wanted, found);
      }
      Optional<String> agreed = request.one(TARGET);
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
    Map<String, Tag> facts = new LinkedHashMap<>();
    facts.put("Topic", Words.foreign(Words.url(found.topic())));
    facts.put("Hub", Words.foreign(hubs.get(0)));
    if (hubs.size() > 1) {
      facts.put(
          "Other hubs, if it fails",
          Words.foreign(String.join(", ", hubs.subList(1, hubs.size()))));
    }
    SameTopic sameTopic = SameTopic.of(subscriber, found.topic(), wanted);
    Tag form =
        Layout.form(request, PATH)
            .with("class", "actions")
            .add(Layout.hidden("url", wanted.resource().toString()));
    request.url("hub").ifPresent(hub -> form.add(Layout.hidden("hub", hub.toString())));
    request.one("lease").ifPresent(lease -> form.add(Layout.hidden("lease", lease)));
    form.add(Layout.hidden(TARGET, key(found)));
    form.add(
        Layout.hidden(Outcome.CONFIRMED, "true"),
        Layout.button("Subscribe").with("class", "primary"),
        Layout.link(request.root() + PATH, "Cancel"));
    List<Tag> content = new ArrayList<>();
    if (request.flag(Outcome.CONFIRMED)) {
      content.add(Tag.of("p", ELSEWHERE).with("role", "alert"));
    }
    content.add(Tag.of("p", Words.foreign(Words.url(wanted.resource()))));
    content.add(Layout.facts(facts));
    content.add(form);
    content.addAll(sameTopic.content(request));
    return View.of(
        "Subscribe to this?",
        content,
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
    return View.of(
        "The hub was asked",
        List.of(
            Tag.of("p", SubscriptionFacts.state(made, clock.instant())).with("role", "status"),
            Tag.of("p", link(request, made.id().toString()))),
        SubscriptionFacts.all(made, clock.instant()));
  }

  private static View refused(AdminRequest request, Optional<Subscription> wanted) {
    Optional<String> id = wanted.map(each -> each.id().toString());
    List<Tag> content = new ArrayList<>(List.of(Tag.of("p", THERE_IS_ONE).with("role", "alert")));
    id.ifPresent(known -> content.add(Tag.of("p", link(request, known))));
    return View.of(
            "Not subscribed", content, Json.object("error", THERE_IS_ONE, "id", id.orElse(null)))
        .withStatus(409);
  }

  private static View failed(AdminRequest request, PushException failed) {
    Optional<String> id = failed.subscription().map(Object::toString);
    String text = String.valueOf(failed.getMessage());
    List<Tag> content =
        new ArrayList<>(List.of(Tag.of("p", Words.foreign(text)).with("role", "alert")));
    id.ifPresent(
        kept ->
            content.add(Tag.of("p", Tag.of("span", "It is tried again: "), link(request, kept))));
    content.add(Tag.of("p", Layout.link(request.root() + PATH, "Another address")));
    return View.of("Not subscribed", content, Json.object("error", text, "id", id.orElse(null)))
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

  private static Tag link(AdminRequest request, String id) {
    return Layout.link(
        request.root() + SubscriptionList.PATH + "/" + id, "Look at the subscription");
  }

  private static Tag url() {
    return Tag.of("input")
        .with("type", "url")
        .with("maxlength", "2048")
        .with("placeholder", "https://blog.example/feed");
  }
}
