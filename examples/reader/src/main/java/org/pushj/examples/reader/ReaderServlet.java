package org.pushj.examples.reader;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.StoreException;
import org.pushj.examples.guard.RequestGuard;
import org.pushj.examples.reader.page.PagePaths;
import org.pushj.examples.reader.requests.Answers;
import org.pushj.examples.reader.requests.Problem;

/**
 * Answers all requests to the reader. The steps of a request:
 *
 * <ol>
 *   <li>its user must have sent it, not a page of another site: otherwise 421 or 403;
 *   <li>the path must be one of those below: otherwise 404;
 *   <li>the route must have the method: otherwise 405;
 *   <li>the route answers the request;
 *   <li>an exception becomes a status and one sentence.
 * </ol>
 */
final class ReaderServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient List<Route> routes;

  private final transient RequestGuard guard;

  ReaderServlet(
      RequestGuard guard, SubscriptionPaths subscriptions, UpdatePaths updates, PagePaths page) {
    this.guard = guard;
    this.routes =
        List.of(
            Route.of("GET /", page::show),
            Route.of("GET /reader.css", page::style),
            Route.of("GET /reader.js", page::script),
            Route.of("GET /reader.svg", page::icon),
            // Browsers request it with JSON, which cannot name an icon.
            Route.of("GET /favicon.ico", page::icon),
            Route.of("GET /events", page::events),
            Route.of("GET /subscriptions", subscriptions::list),
            Route.of("POST /subscriptions", subscriptions::add),
            Route.of("GET /subscriptions/{id}", subscriptions::show),
            Route.of("DELETE /subscriptions/{id}", subscriptions::remove),
            Route.of("POST /subscriptions/{id}/renew", subscriptions::renew),
            // HTML forms cannot send DELETE.
            Route.of("POST /subscriptions/{id}/unsubscribe", subscriptions::remove),
            Route.of("POST /subscriptions/{id}/forget", subscriptions::forget),
            Route.of("GET /updates", updates::list),
            Route.of("GET /updates/{id}/content", updates::content));
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<RequestGuard.Refusal> refusal = refusal(request);
    if (refusal.isPresent()) {
      Answers.error(response, refusal.get().status(), refusal.get().reason());
      return;
    }
    try {
      answer(request, response);
    } catch (Problem e) {
      Answers.problem(request, response, e.status(), e.getMessage());
    } catch (DiscoveryException e) {
      Answers.problem(request, response, Answers.UNPROCESSABLE, e.getMessage());
    } catch (HubException e) {
      Answers.problem(request, response, HttpServletResponse.SC_BAD_GATEWAY, e.getMessage());
    } catch (StoreException e) {
      Answers.problem(
          request,
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          Answers.storageUnavailable(request, e));
    }
  }

  /** Besides what the guard refuses, no page of another site may read here; it may link here. */
  private Optional<RequestGuard.Refusal> refusal(HttpServletRequest request) {
    boolean isLink = "navigate".equals(request.getHeader("Sec-Fetch-Mode"));
    return guard
        .refusal(request)
        .or(
            () ->
                guard.isForeign(request) && !isLink
                    ? Optional.of(
                        new RequestGuard.Refusal(
                            HttpServletResponse.SC_FORBIDDEN,
                            "A page of another site may not read anything here."))
                    : Optional.empty());
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String path = request.getRequestURI();
    List<Route> here = routes.stream().filter(route -> route.idIn(path).isPresent()).toList();
    if (here.isEmpty()) {
      throw new Problem(HttpServletResponse.SC_NOT_FOUND, "There is nothing at this address.");
    }
    Optional<Route> found =
        here.stream().filter(route -> route.handles(request.getMethod())).findFirst();
    if (found.isEmpty()) {
      String methods = here.stream().map(Route::method).collect(Collectors.joining(", "));
      response.setHeader("Allow", methods);
      throw new Problem(
          HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Only " + methods + " is allowed here.");
    }
    found.get().action().answer(request, response, found.get().idIn(path).orElseThrow());
  }
}
