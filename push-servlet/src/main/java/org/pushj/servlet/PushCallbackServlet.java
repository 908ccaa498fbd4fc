package org.pushj.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionRequest;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackHandler;
import org.pushj.servlet.configuration.Parts;
import org.pushj.servlet.configuration.ServletConfiguration;
import org.pushj.subscriber.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The callback endpoint that hubs call (W3C WebSub sections 5.3 and 7). Map it to the path of the
 * callback base and everything below, such as {@code /push/*}. Requests of all methods go to a
 * {@link CallbackHandler}.
 *
 * <pre>{@code
 * ServletRegistration.Dynamic push =
 *     servletContext.addServlet("push", new PushCallbackServlet(subscriber));
 * push.addMapping("/push/*");
 * push.setAsyncSupported(true);
 * }</pre>
 *
 * <p>It can also be registered in web.xml: on initialization the servlet then builds and starts the
 * {@link Subscriber} and puts it into the servlet context as {@link #SUBSCRIBER}; on destruction it
 * closes it. See {@link org.pushj.servlet} for the init parameters. A subscriber that you pass in
 * must be started and closed by you.
 *
 * <p>Declare it, and every filter before it, {@code async-supported}, so that slow senders hold no
 * thread. Otherwise each one occupies a thread until the time limit, and a warning is logged once.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public class PushCallbackServlet extends HttpServlet {
  /**
   * The name of the servlet context attribute that holds a {@link Subscriber} built from init
   * parameters.
   */
  public static final String SUBSCRIBER = "org.pushj.subscriber.Subscriber";

  /** The name of the request attribute that holds an exchange whose body is complete. */
  static final String RECEIVED = PushCallbackServlet.class.getName() + ".received";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(PushCallbackServlet.class);

  private final AtomicBoolean warned = new AtomicBoolean();
  private final boolean configuredByInitParameters;
  private transient volatile @Nullable CallbackHandler handler;
  private transient @Nullable Parts parts;
  private transient Duration bodyTimeout = Duration.ZERO;

  /** Makes a servlet that builds its subscriber from init parameters. Called by the container. */
  public PushCallbackServlet() {
    this.configuredByInitParameters = true;
  }

  /** Makes a servlet for the callbacks of {@code subscriber}. */
  public PushCallbackServlet(Subscriber subscriber) {
    this(subscriber.callbackHandler());
  }

  /** Makes a servlet for a handler, for example one that wraps a subscriber's. */
  public PushCallbackServlet(CallbackHandler handler) {
    this.handler = handler;
    this.configuredByInitParameters = false;
  }

  /**
   * Reads the init parameters, and builds the subscriber unless the servlet was made with one.
   *
   * @throws ServletException if a parameter is unknown, missing or invalid; the message names it
   *     and the allowed values. Also if the store failed for a URL to subscribe to
   */
  @Override
  public void init() throws ServletException {
    Parts found = Parts.of(getServletContext());
    try {
      ServletConfiguration configuration = new ServletConfiguration(getServletConfig(), found);
      bodyTimeout = configuration.bodyTimeout();
      if (configuredByInitParameters) {
        List<SubscriptionRequest> resources = configuration.resources();
        Subscriber subscriber = configuration.subscriber();
        publish(subscriber, found);
        configuration.start(subscriber);
        configuration.subscribe(subscriber, resources);
        handler = subscriber.callbackHandler();
        parts = found;
      } else {
        configuration.requireNoSubscriber();
      }
    } catch (ServletException | RuntimeException | Error e) {
      // Some containers leave out why.
      LOG.error("The servlet {} cannot start: {}", getServletName(), e.getMessage());
      found.close();
      throw e;
    }
  }

  private void publish(Subscriber subscriber, Parts found) throws ServletException {
    ServletContext application = getServletContext();
    if (application.getAttribute(SUBSCRIBER) != null) {
      throw new ServletException(
          "Only one servlet of an application may build a subscriber; "
              + getServletName()
              + " is a second one");
    }
    application.setAttribute(SUBSCRIBER, subscriber);
    found.onClose(() -> application.removeAttribute(SUBSCRIBER));
  }

  /**
   * Closes the subscriber that it has built, and removes it from the servlet context. Later
   * requests are answered 503.
   */
  @Override
  public void destroy() {
    if (parts != null) {
      parts.close();
      parts = null;
      handler = null;
    }
  }

  /**
   * Answers a request of any method, or starts reading its content.
   *
   * @throws IOException if the response cannot be sent
   */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getDispatcherType() == DispatcherType.ASYNC
        && request.getAttribute(RECEIVED) instanceof CallbackExchange received) {
      received.complete(answer -> ServletTranslation.send(answer, response));
      return;
    }
    CallbackHandler current = handler;
    if (current == null) {
      ServletTranslation.sendAndClose(AdapterAnswers.CLOSED, request, response);
      return;
    }
    if (HeaderFields.areTooMany(request)) {
      ServletTranslation.sendAndClose(AdapterAnswers.TOO_MANY_FIELDS, request, response);
      return;
    }
    HeaderFields fields = new HeaderFields(request);
    CallbackExchange exchange =
        GuardedExchange.open(current, ServletTranslation.request(request, fields), fields);
    if (exchange.wantsContent() || ServletTranslation.announcesBody(request)) {
      receive(new IncomingRequest(request, response, exchange));
    } else {
      exchange.complete(answer -> ServletTranslation.send(answer, response));
    }
  }

  private void receive(IncomingRequest incoming) throws IOException {
    boolean complete;
    try {
      complete = incoming.readAvailable();
    } catch (IOException broken) {
      incoming.abandon(AdapterAnswers.toBrokenBody(broken));
      return;
    }
    if (complete) {
      incoming.answer();
    } else if (incoming.request().isAsyncSupported()) {
      NonBlockingBody.receive(incoming, bodyTimeout);
    } else {
      warn();
      BlockingBody.receive(incoming, bodyTimeout);
    }
  }

  private void warn() {
    if (warned.compareAndSet(false, true)) {
      LOG.warn(
          "The servlet {}, or a filter before it, is not async-supported: a slow sender holds a"
              + " thread",
          getServletName());
    }
  }
}
