package org.pushj.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pushj.subscriber.CallbackExchange;
import org.pushj.subscriber.CallbackHandler;
import org.pushj.subscriber.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The callback endpoint that hubs call (W3C WebSub sections 5.3 and 7). Map it so that the callback
 * base leads to it, at a path with everything below: {@code /push/*}. All requests go to a {@link
 * CallbackHandler}, whatever their method.
 *
 * <pre>{@code
 * ServletRegistration.Dynamic push =
 *     servletContext.addServlet("push", new PushCallbackServlet(subscriber));
 * push.addMapping("/push/*");
 * push.setAsyncSupported(true);
 * }</pre>
 *
 * <p>A web.xml alone does too: the servlet then builds the {@link Subscriber} itself when it is
 * initialized, starts it, and leaves it in the servlet context as {@link #SUBSCRIBER}; at the end
 * it is closed. See {@link org.pushj.servlet} for the init parameters. A subscriber that you have
 * made is yours to start and to close.
 *
 * <p>Declare it, and every filter before it, {@code async-supported}: then a slow sender holds no
 * thread. Otherwise each one holds a thread until the time limit at least, and the log says so
 * once.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1
 */
public class PushCallbackServlet extends HttpServlet {
  /**
   * The name of the servlet context's attribute that holds a {@link Subscriber} built from init
   * parameters.
   */
  public static final String SUBSCRIBER = "org.pushj.subscriber.Subscriber";

  /** The name of the request's attribute that holds an exchange whose body is whole. */
  static final String RECEIVED = PushCallbackServlet.class.getName() + ".received";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(PushCallbackServlet.class);

  private final AtomicBoolean warned = new AtomicBoolean();
  private final boolean configuredByInitParameters;
  private transient @Nullable CallbackHandler handler;
  private transient @Nullable Subscriber own;
  private transient Duration bodyTimeout = Duration.ZERO;

  /** Makes a servlet that builds its subscriber from init parameters. Called by the container. */
  public PushCallbackServlet() {
    this.configuredByInitParameters = true;
  }

  /** Makes a servlet for the callbacks of {@code subscriber}. */
  public PushCallbackServlet(Subscriber subscriber) {
    this(subscriber.callbackHandler());
  }

  /** Makes a servlet for a handler: one that wraps a subscriber's, or another. */
  public PushCallbackServlet(CallbackHandler handler) {
    this.handler = handler;
    this.configuredByInitParameters = false;
  }

  /**
   * Reads the init parameters, and builds the subscriber unless the servlet was made with one.
   *
   * @throws ServletException if a parameter is unknown, missing or wrong; the message names it and
   *     says what it may be
   */
  @Override
  public void init() throws ServletException {
    ServletConfiguration configuration =
        new ServletConfiguration(getServletConfig(), configuredByInitParameters);
    bodyTimeout = configuration.bodyTimeout();
    if (configuredByInitParameters) {
      Subscriber subscriber = configuration.subscriber();
      boolean starts = configuration.starts();
      publish(subscriber);
      if (starts) {
        subscriber.start();
      }
    }
  }

  private void publish(Subscriber subscriber) throws ServletException {
    if (getServletContext().getAttribute(SUBSCRIBER) != null) {
      throw new ServletException(
          "Two servlets of one application build a subscriber: "
              + getServletName()
              + " is one too many");
    }
    getServletContext().setAttribute(SUBSCRIBER, subscriber);
    own = subscriber;
    handler = subscriber.callbackHandler();
  }

  /** Takes the subscriber that it has built out of the servlet context, and closes it. */
  @Override
  public void destroy() {
    if (own != null) {
      getServletContext().removeAttribute(SUBSCRIBER);
      own.close();
    }
  }

  /**
   * Answers a request of any method, or begins to read its content.
   *
   * @throws IOException if the answer cannot be sent
   */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getDispatcherType() == DispatcherType.ASYNC
        && request.getAttribute(RECEIVED) instanceof CallbackExchange whole) {
      ServletTranslation.send(whole.complete(), response);
      return;
    }
    CallbackExchange exchange =
        GuardedExchange.open(Objects.requireNonNull(handler), ServletTranslation.request(request));
    if (exchange.wantsContent() || ServletTranslation.announcesBody(request)) {
      receive(new IncomingRequest(request, response, exchange));
    } else {
      ServletTranslation.send(exchange.complete(), response);
    }
  }

  private void receive(IncomingRequest incoming) throws IOException {
    boolean whole;
    try {
      whole = incoming.readWhatIsThere();
    } catch (IOException broken) {
      incoming.answerAndClose(AdapterAnswers.toBrokenBody(broken));
      return;
    }
    if (whole) {
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
