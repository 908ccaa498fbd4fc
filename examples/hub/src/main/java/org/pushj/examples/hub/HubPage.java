package org.pushj.examples.hub;

import java.net.URI;

/** The HTML page at the hub's own URL. */
final class HubPage {
  private HubPage() {}

  /** Returns the page. It contains only numbers and the hub's URL. */
  static String html(URI hub, long topics, int subscriptions) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Development hub</title>
      <style>
        body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 38rem; margin: 3rem auto;
          padding: 0 1rem; color: #222; background: #fdfdfb; }
        code { background: #eeeee8; padding: .1em .3em; border-radius: .2em; }
      </style>
    </head>
    <body>
      <main>
        <h1>Development hub</h1>
        <p>This is a <a href="https://www.w3.org/TR/websub/">WebSub</a> hub for development and
          tests. It keeps everything in memory, and loses it when it stops.</p>
        <p>Topics: <strong>%d</strong>. Subscriptions: <strong>%d</strong>.</p>
        <p>Publishers and subscribers send POST requests to
          <code>%s</code></p>
      </main>
    </body>
    </html>
    """
        .formatted(topics, subscriptions, hub.toString().replace("&", "&amp;"));
  }
}
