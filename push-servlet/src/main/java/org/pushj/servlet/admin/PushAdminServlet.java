package org.pushj.servlet.admin;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pushj.StoreException;
import org.pushj.publisher.Publisher;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.servlet.admin.html.Layout;
import org.pushj.servlet.values.ValueSources;
import org.pushj.subscriber.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin page: shows subscriptions, inbox and ping queue, with actions on them. Map it to a path
 * and everything below, such as {@code /admin/*}. It needs no script and no session.
 *
 * <pre>{@code
 * servletContext.addServlet("admin", new PushAdminServlet(subscriber)).addMapping("/admin/*");
 * }</pre>
 *
 * <p>Access is denied by default: a user needs a role of the container, {@value #DEFAULT_ROLE}
 * unless an init parameter names another. Without a login in the container the page is
 * inaccessible.
 *
 * <p>Registered in web.xml, it uses the subscriber that {@link PushCallbackServlet} has put into
 * the servlet context; the two may be initialized in any order. It shows the queue of the publisher
 * that the application has put there as {@link #PUBLISHER} before the first request.
 *
 * <p>These are its init parameters:
 *
 * <ul>
 *   <li>{@code role}: the role that a user needs.
 *   <li>{@code tokenKey}: a secret of at least 32 characters that protects the forms from
 *       cross-site requests. Set the same value on all nodes behind a load balancer without sticky
 *       sessions. Default: random.
 * </ul>
 *
 * <p>Both may refer to a source, such as {@code env:NAME}: see {@link org.pushj.servlet}.
 *
 * <p>Each URL also returns JSON: with {@code Accept: application/json}, or the parameter {@code
 * format=json}. Programs send changes as forms, as a browser does, with the cookie and the {@code
 * token} of any JSON answer, as a parameter or in the header {@code X-Push-Token}.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public class PushAdminServlet extends HttpServlet {
  /** The role that a user needs, unless the init parameter {@code role} names another. */
  public static final String DEFAULT_ROLE = "push-admin";

  /**
   * The name of the servlet context attribute from which a servlet in web.xml takes the {@link
   * Publisher}.
   */
  public static final String PUBLISHER = "org.pushj.publisher.Publisher";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(PushAdminServlet.class);
  private static final String SEE_LOG =
      "; the cause is in the log of " + PushAdminServlet.class.getPackageName() + ".";
  private static final Set<String> PARAMETERS = Set.of("role", "tokenKey");
  private static final int MIN_KEY = 32;
  private static final List<String> METHODS = List.of("GET", "HEAD", "POST");

  private final transient @Nullable Subscriber subscriber;
  private final transient @Nullable Publisher publisher;
  private transient @Nullable AccessCheck access;
  private transient volatile @Nullable Routes routes;

  /** Makes a servlet for the subscriber in the servlet context. Called by the container. */
  public PushAdminServlet() {
    this.subscriber = null;
    this.publisher = null;
  }

  /** Makes a servlet for a subscriber. */
  public PushAdminServlet(Subscriber subscriber) {
    this.subscriber = subscriber;
    this.publisher = null;
  }

  /** Makes a servlet for a subscriber and the queue of a publisher. */
  public PushAdminServlet(Subscriber subscriber, Publisher publisher) {
    this.subscriber = subscriber;
    this.publisher = publisher;
  }

  /**
   * Reads the init parameters.
   *
   * @throws ServletException if one is unknown or invalid; the message names it
   */
  @Override
  public void init() throws ServletException {
    for (String name : Collections.list(getInitParameterNames())) {
      if (!PARAMETERS.contains(name)) {
        throw failure(name, "is unknown; allowed are role, tokenKey");
      }
    }
    String role = value("role").orElse(DEFAULT_ROLE);
    if (role.isEmpty()) {
      throw failure("role", "must not be empty");
    }
    Optional<String> key = value("tokenKey");
    if (key.filter(text -> text.length() < MIN_KEY).isPresent()) {
      throw failure("tokenKey", "must have at least " + MIN_KEY + " characters");
    }
    access = new AccessCheck(role, key);
  }

  private Optional<String> value(String name) throws ServletException {
    try {
      return Optional.ofNullable(getInitParameter(name))
          .map(String::strip)
          .map(new ValueSources(getServletContext())::value);
    } catch (IllegalArgumentException notSet) {
      throw failure(name, "takes its value from " + notSet.getMessage());
    }
  }

  private ServletException failure(String name, String problem) {
    return new ServletException(
        "The init-param " + name + " of the servlet " + getServletName() + " " + problem);
  }

  /** Releases the subscriber. */
  @Override
  public void destroy() {
    routes = null;
  }

  /**
   * Answers a request of any method.
   *
   * @throws IOException if the answer cannot be sent
   */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answers answers = new Answers(request, response);
    answers.protect();
    try {
      if (Objects.requireNonNull(access).admits(request, response)) {
        answer(request, response, answers);
      }
    } catch (RefusedException refused) {
      answers.refuse(refused);
    } catch (StoreException failed) {
      LOG.warn("The admin page could not read or change what is stored", failed);
      answers.refuse(new RefusedException(503, "The store failed" + SEE_LOG));
    } catch (RuntimeException failed) {
      LOG.error("The admin page failed", failed);
      answers.refuse(new RefusedException(500, "The page failed" + SEE_LOG));
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, Answers answers)
      throws IOException {
    if (!METHODS.contains(request.getMethod())) {
      throw RefusedException.method(String.join(", ", METHODS));
    }
    if (request.getPathInfo() == null) {
      answers.redirectToRoot();
      return;
    }
    AccessCheck check = Objects.requireNonNull(access);
    if (request.getMethod().equals("POST")) {
      requireReadable(request);
      check.requireOwnForm(request);
    }
    if (request.getPathInfo().equals("/" + Layout.STYLE)) {
      answers.send(200, "text/css;charset=UTF-8", Layout.style());
      return;
    }
    AdminRequest admin = new AdminRequest(request, check.token(request, response));
    Routes all = routes();
    try {
      answers.send(admin, all.answer(admin), all.views());
    } catch (RefusedException refused) {
      answers.refuse(admin, refused, all.views());
    }
  }

  /**
   * Parses the parameters: containers throw various exceptions if they are malformed or too many.
   */
  private static void requireReadable(HttpServletRequest request) {
    try {
      request.getParameterMap();
    } catch (RuntimeException malformed) {
      throw new RefusedException(400, "The form is malformed, or too large.");
    }
  }

  private Routes routes() {
    Routes known = routes;
    if (known != null) {
      return known;
    }
    Object found =
        subscriber != null
            ? subscriber
            : getServletContext().getAttribute(PushCallbackServlet.SUBSCRIBER);
    if (!(found instanceof Subscriber theirs)) {
      throw new RefusedException(
          503,
          "There is no subscriber in this application, or not yet; if it could not be started, the"
              + " cause is in the log of "
              + PushCallbackServlet.class.getName()
              + ".");
    }
    Publisher shown = publisher;
    if (shown == null && getServletContext().getAttribute(PUBLISHER) instanceof Publisher own) {
      shown = own;
    }
    Routes made = new Routes(theirs, shown, InstantSource.system());
    routes = made;
    return made;
  }
}
