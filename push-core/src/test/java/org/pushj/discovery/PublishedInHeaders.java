package org.pushj.discovery;

import static org.pushj.discovery.Published.FEED;
import static org.pushj.discovery.Published.HUB;
import static org.pushj.discovery.Published.SITE;
import static org.pushj.discovery.Published.atom;
import static org.pushj.discovery.Published.found;
import static org.pushj.discovery.Published.html;
import static org.pushj.discovery.Published.link;
import static org.pushj.discovery.Published.tag;
import static org.pushj.discovery.Published.typed;
import static org.pushj.discovery.Published.x;

import java.util.List;
import java.util.stream.Stream;
import org.pushj.discovery.ScriptedTransport.Answer;

/** Resources whose links are in headers, behind redirects too. */
final class PublishedInHeaders {
  private PublishedInHeaders() {}

  static Stream<Published> all() {
    return Stream.of(inHeaders(), inOtherDocuments(), behindRedirects()).flatMap(forms -> forms);
  }

  private static Stream<Published> inHeaders() {
    String self = link(FEED, "self");
    String hub = link(HUB, "hub");
    return Stream.of(
        found("DISC-1, rocks 100: Link headers", html("").header("Link", self, hub)),
        found(
            "DISC-2, rocks 104: Link headers before an Atom feed",
            atom(x("self", FEED) + x("hub", SITE + "wrong")).header("Link", self, hub)),
        found(
            "DISC-2, W-12: Link headers before an HTML page",
            html(tag("self", SITE + "other") + tag("hub", SITE + "wrong"))
                .header("Link", self, hub)),
        found(
            "SUB-2, rocks 200: a self link to another URL",
            html("").header("Link", link(FEED + "?self=other", "self"), hub),
            FEED + "?self=other"),
        found(
            "DISC-1, W-01: one header for both links", html("").header("Link", self + ", " + hub)),
        found(
            "DISC-3, W-02: no quotes",
            html("").header("Link", "<" + FEED + ">;rel=self,<" + HUB + ">;rel=hub")),
        found(
            "DISC-3, W-03: any case",
            html("").header("LINK", "<" + FEED + ">; REL=\"SELF\"", "<" + HUB + ">; Rel=Hub")),
        found(
            "DISC-3, W-04: rel after other parameters",
            html("")
                .header(
                    "Link",
                    "<"
                        + FEED
                        + ">; type=\"text/html\"; title*=UTF-8''n%20o; rel=\"self\"; hreflang=en",
                    "<" + HUB + ">; crossorigin; title=\"the hub\"; rel=\"hub\"; x=\"1\"")),
        found(
            "DISC-3, W-05: several relation types in a header",
            html("")
                .header(
                    "Link",
                    "<"
                        + FEED
                        + ">; rel=\"canonical  self\", <"
                        + HUB
                        + ">; rel=\"alternate hub up\"")),
        new Published(
            "DISC-6, W-10: relative links of a header after a redirect",
            web ->
                web.redirect(SITE + "start", 302, "dir/feed")
                    .page(
                        SITE + "dir/feed",
                        html("")
                            .header("Link", "<feed?x=1>; rel=\"self\"", "<../hub>; rel=\"hub\"")),
            SITE + "start",
            SITE + "dir/feed?x=1",
            List.of(HUB)),
        found(
            "DISC-2, W-11: Link headers about other things",
            html(tag("self", FEED) + tag("hub", HUB))
                .header(
                    "Link",
                    "<"
                        + SITE
                        + "style.css>; rel=\"preload\"; as=style, <"
                        + SITE
                        + "p2>; rel=next")),
        new Published(
            "DISC-7, W-13: several hubs",
            web ->
                web.page(
                    FEED,
                    html("")
                        .header(
                            "Link", self, link(HUB + "?n=1", "hub"), link(HUB + "?n=2", "hub"))),
            FEED,
            FEED,
            List.of(HUB + "?n=1", HUB + "?n=2")),
        new Published(
            "DISC-7, W-14: a hub with a query",
            web ->
                web.page(
                    FEED, html("").header("Link", self, link(HUB + "?key=a%2Fb&x=1+2&e=", "hub"))),
            FEED,
            FEED,
            List.of(HUB + "?key=a%2Fb&x=1+2&e=")));
  }

  private static Stream<Published> inOtherDocuments() {
    String[] links = {link(FEED, "self"), link(HUB, "hub")};
    return Stream.of(
        found(
            "DISC-8, W-34: JSON",
            typed("application/json", "{\"items\": []}").header("Link", links)),
        found("DISC-8, W-34: an image", typed("image/png", "\u0089PNG\r\n").header("Link", links)),
        found(
            "DISC-8, W-34: no media type",
            Answer.of(200).body("", "anything").header("Link", links)),
        new Published(
            "DISC-1, W-35: a server that answers HEAD without the links",
            web ->
                web.page(
                    FEED,
                    request ->
                        request.method().equals("GET")
                            ? html("").header("Link", links)
                            : Answer.of(405)),
            FEED,
            FEED,
            List.of(HUB)),
        new Published(
            "DISC-8, W-42: content negotiation",
            web ->
                web.page(
                    FEED,
                    request ->
                        typed("application/octet-stream", "x")
                            .header(
                                "Link",
                                link(
                                    FEED
                                        + (request.headers().get("Accept").contains("atom")
                                            ? ".atom"
                                            : ".json"),
                                    "self"),
                                links[1])),
            FEED,
            FEED + ".atom",
            List.of(HUB)));
  }

  private static Stream<Published> behindRedirects() {
    String moved = FEED + "?redirect=complete";
    Stream<Published> single =
        Stream.of(301, 302, 303, 307, 308)
            .map(
                status ->
                    new Published(
                        "DISC-9, rocks 201, 202, W-38: a redirect with " + status,
                        web ->
                            web.redirect(FEED, status, moved)
                                .page(
                                    moved,
                                    html("").header("Link", link(moved, "self"), link(HUB, "hub"))),
                        FEED,
                        moved,
                        List.of(HUB)));
    Published chain =
        new Published(
            "DISC-9, W-39: a chain of redirects, relative ones too",
            web ->
                web.redirect(SITE + "a", 302, "/t/b")
                    .redirect(SITE + "b", 307, "deep/c")
                    .redirect(SITE + "deep/c", 308, "../d")
                    .redirect(SITE + "d", 301, "?e")
                    .redirect(SITE + "d?e", 303, "//site.example/t/feed")
                    .page(FEED, html("").header("Link", link(FEED, "self"), link(HUB, "hub"))),
            SITE + "a",
            FEED,
            List.of(HUB));
    Published noSelf =
        new Published(
            "DISC-11: a hub link only, after a redirect",
            web -> web.redirect(SITE + "a", 301, "feed#part").page(FEED, html(tag("hub", HUB))),
            SITE + "a#top",
            FEED,
            List.of(HUB));
    return Stream.concat(single, Stream.of(chain, noSelf));
  }
}
