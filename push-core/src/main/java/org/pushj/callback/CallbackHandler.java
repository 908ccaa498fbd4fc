package org.pushj.callback;

/**
 * The callback endpoint, free of any web framework: hubs verify intents and deliver content here
 * (W3C WebSub sections 5.3 and 7). {@link org.pushj.subscriber.Subscriber#callbackHandler()} is the
 * implementation; wrap it, or write your own. Safe for use by several threads.
 *
 * <p>An adapter does this, whatever the method of the request is:
 *
 * <pre>{@code
 * CallbackExchange exchange = handler.open(request);
 * while (exchange.wantsContent() && there is more of the body) {
 *   exchange.content(bytes, 0, count);
 * }
 * exchange.complete(response -> send(response));
 * }</pre>
 *
 * <p>If the connection is closed before the end of the body, the adapter calls {@link
 * CallbackExchange#abandon} and never {@code complete}: a partial body is not a delivery. An
 * adapter needs no buffer of its own and no limit, since the exchange stops wanting content at its
 * limit; then it sends the answer and closes the connection, since part of the body may be unread.
 * It does need a time limit for slow senders. To a HEAD request it sends the answer without its
 * body.
 *
 * <p>The handler answers 503 if a store fails. If a handler throws nevertheless, the adapter logs
 * the exception and answers 500.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface CallbackHandler {

  /** Begins to answer a request. Throws no exception because of its content. */
  CallbackExchange open(CallbackRequest request);
}
