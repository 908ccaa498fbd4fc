package org.pushj.discovery;

import static org.pushj.discovery.Published.ATOM_NS;
import static org.pushj.discovery.Published.FEED;
import static org.pushj.discovery.Published.HUB;
import static org.pushj.discovery.Published.SITE;
import static org.pushj.discovery.Published.atomText;
import static org.pushj.discovery.Published.found;
import static org.pushj.discovery.Published.html;
import static org.pushj.discovery.Published.link;
import static org.pushj.discovery.Published.none;
import static org.pushj.discovery.Published.rss;
import static org.pushj.discovery.Published.tag;
import static org.pushj.discovery.Published.typed;
import static org.pushj.discovery.Published.x;

import java.util.List;
import java.util.stream.Stream;
import org.pushj.discovery.ScriptedTransport.Answer;

/** Resources whose links are in pages and feeds, or nowhere. */
final class PublishedInDocuments {
  private PublishedInDocuments() {}

  static Stream<Published> all() {
    return Stream.of(inPages(), inFeeds(), nowhere()).flatMap(forms -> forms);
  }

  private static Stream<Published> inPages() {
    String both = tag("self", FEED) + tag("hub", HUB);
    return Stream.of(
        found("DISC-4, rocks 101: an HTML page", html(both)),
        new Published(
            "DISC-4, W-16: character references",
            web ->
                web.page(
                    FEED,
                    html(
                        tag("self", FEED + "?a=1&amp;b=2&amp;copy=3")
                            + tag("hub", HUB + "?k=1&amp;amp=2"))),
            FEED,
            FEED + "?a=1&b=2&copy=3",
            List.of(HUB + "?k=1&amp=2")),
        new Published(
            "DISC-6, W-17: relative links of a page",
            web ->
                web.page(
                    SITE + "dir/feed",
                    html("<link rel=hub href=\"../hub\"><link rel=self href=\"?page=1\">")),
            SITE + "dir/feed",
            SITE + "dir/feed?page=1",
            List.of(HUB)),
        found(
            "DISC-4, W-19: HTML as it is written",
            Answer.html(
                "<HTML>\n<TITLE>x</TITLE>\n<LINK HREF="
                    + HUB
                    + " REL=Hub>\n<link  class='a'\n href = '"
                    + FEED
                    + "'\n REL = 'SELF' />\n<p>text")),
        found(
            "DISC-4, W-05: several relation types in a page",
            html(
                "<link rel=\"alternate\n hub\" href=\""
                    + HUB
                    + "\"><link rel=\"self canonical\" href=\""
                    + FEED
                    + "\">")),
        found(
            "DISC-4, W-21: links in head and body",
            Answer.html(
                "<head>"
                    + both
                    + "</head><body>"
                    + tag("hub", SITE + "wrong")
                    + tag("self", SITE + "wrong-self"))));
  }

  private static Stream<Published> inFeeds() {
    String both = x("self", FEED) + x("hub", HUB);
    String inRss = both.replace("<link", "<atom:link");
    return Stream.of(
        found("DISC-5, rocks 102: an Atom feed", typed("text/xml", atomText(both))),
        found("DISC-5, rocks 103: an RSS feed", typed("text/xml", rss("atom", inRss))),
        found(
            "DISC-5, W-25: application/atom+xml, relative links",
            typed(
                "application/atom+xml; charset=utf-8",
                atomText(x("self", "feed") + x("hub", "hub")))),
        found(
            "DISC-5, W-25: application/rss+xml", typed("application/rss+xml", rss("atom", inRss))),
        found("DISC-5, W-25: application/xml", typed("application/xml", atomText(both))),
        found(
            "DISC-5, W-26: a byte order mark",
            typed("application/atom+xml", "\uFEFF" + atomText(both))),
        found(
            "DISC-5, W-28: Atom under a prefix",
            typed(
                "application/atom+xml",
                "<a:feed xmlns:a=\""
                    + ATOM_NS
                    + "\">"
                    + both.replace("<link", "<a:link")
                    + "</a:feed>")),
        found(
            "DISC-5, W-28: RSS with another prefix",
            typed("application/rss+xml", rss("a10", inRss.replace("<atom:", "<a10:")))),
        found(
            "DISC-5, W-28: RSS with the namespace at the links",
            typed(
                "application/rss+xml",
                rss("atom", both.replace("<link", "<link xmlns=\"" + ATOM_NS + "\"")))),
        found("DISC-11: a hub link only", typed("application/atom+xml", atomText(x("hub", HUB)))),
        found(
            "DISC-5: an Atom feed as django-push has it",
            typed(
                "application/atom+xml",
                atomText(
                    x("alternate", SITE + "page")
                        + x("self", FEED)
                        + "<icon>i</icon>"
                        + x("hub", HUB)
                        + "<entry><title>Entry</title></entry>"))));
  }

  private static Stream<Published> nowhere() {
    String[] links = {link(FEED, "self"), link(HUB, "hub")};
    return Stream.of(
        none(
            "DISC-4, W-20: links only in the body",
            Answer.html(
                "<head></head><body><div>" + tag("self", FEED) + tag("hub", HUB) + "</div>")),
        none("DISC-10, W-40: no links", html("")),
        none("DISC-10, W-40: a self link only", html("").header("Link", links[0])),
        none("DISC-10, W-40: not found", Answer.of(404).header("Link", links)),
        none("DISC-10: an error of the server", Answer.of(500).header("Link", links)),
        none("DISC-10: not modified", Answer.of(304).header("Link", links)),
        none("DISC-10: a choice of pages", Answer.of(300).header("Link", links)),
        none(
            "DISC-3: a hub of another resource",
            html("").header("Link", "<" + HUB + ">; rel=hub; anchor=\"/other\"")),
        none(
            "SEC-7: a hub of another scheme",
            html(tag("hub", "ftp://site.example/hub") + tag("hub", "javascript:1"))
                .header("Link", link("file:///etc/passwd", "hub"))));
  }
}
