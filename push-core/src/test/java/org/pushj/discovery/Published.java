package org.pushj.discovery;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.pushj.discovery.ScriptedTransport.Answer;

/**
 * A resource as some publisher has it, with what discovery has to find there.
 *
 * @param name the requirements that it is about, and what is special
 * @param site puts the pages on the web
 * @param resource the URL that discovery begins with
 * @param topic the topic; empty if there is no hub
 * @param hubs the hubs
 */
record Published(
    String name,
    Consumer<ScriptedTransport> site,
    String resource,
    String topic,
    List<String> hubs) {
  static final String SITE = "https://site.example/t/";
  static final String FEED = SITE + "feed";
  static final String HUB = SITE + "hub";
  static final String ATOM_NS = "http://www.w3.org/2005/Atom";

  /** Returns the forms of publication that every subscriber has to understand. */
  static Stream<Published> all() {
    return Stream.concat(PublishedInHeaders.all(), PublishedInDocuments.all());
  }

  static Published found(String name, Answer answer) {
    return found(name, answer, FEED);
  }

  static Published found(String name, Answer answer, String topic) {
    return new Published(name, web -> web.page(FEED, answer), FEED, topic, List.of(HUB));
  }

  static Published none(String name, Answer answer) {
    return new Published(name, web -> web.page(FEED, answer), FEED, "", List.of());
  }

  static Answer typed(String type, String document) {
    return Answer.of(200).body(type, document);
  }

  static Answer html(String head) {
    return Answer.html(
        "<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>Notes</title>"
            + head
            + "</head><body><p>x</p></body></html>\n");
  }

  static Answer atom(String links) {
    return typed("application/atom+xml", atomText(links));
  }

  static String atomText(String links) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\""
        + ATOM_NS
        + "\"><title>Notes</title>"
        + links
        + "</feed>\n";
  }

  static String rss(String prefix, String links) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:"
        + prefix
        + "=\""
        + ATOM_NS
        + "\"><channel><title>Notes</title><link>https://site.example/</link>"
        + links
        + "<item/></channel></rss>\n";
  }

  static String link(String target, String relation) {
    return "<" + target + ">; rel=\"" + relation + "\"";
  }

  static String tag(String relation, String target) {
    return "<link rel=\"" + relation + "\" href=\"" + target + "\">";
  }

  static String x(String relation, String target) {
    return "<link rel=\"" + relation + "\" href=\"" + target + "\"/>";
  }

  @Override
  public String toString() {
    return name;
  }
}
