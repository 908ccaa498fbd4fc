package org.pushj.examples.reader.page;

/** The markup of the page; each {@code {}} is filled by {@link Page}. */
final class PageTemplates {
  static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Reader</title>
      <link rel="icon" type="image/svg+xml" href="/reader.svg">
      <link rel="stylesheet" href="/reader.css">
      <script src="/reader.js" defer></script>
      </head>
      <body>
      <a class="skip" href="#news">Skip to the news</a>
      <header>
      <h1><img src="/reader.svg" alt="" width="32" height="32"> Reader</h1>
      <p>News the moment it is published. No polling.</p>
      <p id="connection" role="status"></p>
      </header>
      <main>
      <section id="feeds" aria-labelledby="feeds-heading">
      <h2 id="feeds-heading" tabindex="-1">Subscriptions</h2>
      <form class="subscribe" action="/subscriptions" method="post"
        data-done="{}">
      <label for="url">Address of a feed or page</label>
      <div class="field">
      <input id="url" name="url" type="url" required maxlength="2048" autocomplete="url"
        placeholder="https://blog.example/feed">
      <button class="primary">Subscribe</button>
      </div>
      <details>
      <summary>Options</summary>
      <label for="hub">Hub, if the page names none</label>
      <input id="hub" name="hub" type="url" maxlength="2048" placeholder="https://hub.example/">
      <label for="lease">Requested lease</label>
      <select id="lease" name="lease_seconds">
      <option value="">chosen by the hub</option>
      <option value="3600">1 hour</option>
      <option value="86400">1 day</option>
      <option value="604800">7 days</option>
      <option value="2592000">30 days</option>
      </select>
      </details>
      </form>
      <p id="notice" role="status" class="{}">{}</p>
      <form class="search" action="/" role="search">
      <label for="q">Find a subscription</label>
      <div class="field">
      <input id="q" name="q" type="search" maxlength="2048" value="{}"
        placeholder="part of its URL">
      <button>Find</button>
      </div>
      </form>
      <div id="subscriptions">{}</div>
      </section>
      <section id="news" aria-labelledby="news-heading" tabindex="-1">
      <h2 id="news-heading">News <span id="arrived" role="status"></span></h2>
      <div id="entries" data-last="{}">{}</div>
      <p class="empty">Nothing yet. Entries appear here as hubs deliver them,
      without a reload.</p>
      </section>
      </main>
      </body>
      </html>
      """;

  static final String NO_SUBSCRIPTIONS =
      """
      <p class="empty">No subscriptions yet. Paste a feed's address above: if the feed names a hub, \
      new entries appear here as they are published.</p>\
      """;

  static final String NOT_FOUND = "<p class=\"empty\">No subscription has {} in its URL.</p>";

  static final String NO_MORE = "<p class=\"empty\">No more subscriptions.</p>";

  static final String LIST = "<ul>\n{}\n</ul>";

  static final String PAGING = "<nav aria-label=\"More subscriptions\">\n{}\n</nav>";

  static final String PAGING_LINK = "<a id=\"{}\" href=\"{}\">{}</a>";

  static final String SUBSCRIPTION =
      """
      <li>
      <a class="topic" href="{}" target="_blank" rel="noopener noreferrer">{}</a>
      <p class="facts"><span class="state {}">{}</span> <span title="{}">{}</span>
      <span>{}</span></p>
      {}{}<div class="actions">
      {}
      </div>
      </li>\
      """;

  static final String MEANING = "<p class=\"meaning\">{}</p>\n";

  static final String UNSUBSCRIBING =
      """
      You have ended this subscription, and nothing more arrives. The hub is asked until it confirms \
      the end or its lease is over. Forget removes the subscription at once, without the hub.\
      """;

  static final String GIVEN_UP =
      """
      Every request was refused for so long that no more are made, and nothing arrives. Try again \
      makes one more request. Forget removes the subscription.\
      """;

  static final String PROBLEM = "<p class=\"problem\">{}</p>\n";

  static final String ACTION =
      """
      <form action="/subscriptions/{}/{}" method="post" data-done="{}">\
      <button id="{}-{}" aria-label="{}">{}</button></form>\
      """;

  static final String ENTRY =
      """
      <article id="{}">
      <p class="source"><bdi>{}</bdi> <time datetime="{}">{}</time></p>
      <h3 dir="auto">{}</h3>{}
      </article>\
      """;

  static final String LINK = "<a href=\"{}\" target=\"_blank\" rel=\"noopener noreferrer\">{}</a>";

  static final String SUMMARY = "\n<p dir=\"auto\">{}</p>";

  private PageTemplates() {}
}
