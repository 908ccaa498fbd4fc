package org.pushj.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pushj.rewriting.Advertisement;
import org.pushj.rewriting.ResponseHead;
import org.pushj.servlet.configuration.Parts;
import org.pushj.servlet.links.LinkedRequest;
import org.pushj.servlet.links.LinkedResponse;

/**
 * Adds a {@code Link} header to responses that names their topic and its hubs (W3C WebSub section
 * 4). Map it to the resources that subscribers may subscribe to:
 *
 * <pre>{@code
 * FilterRegistration.Dynamic links =
 *     servletContext.addFilter(
 *         "links",
 *         HubLinkFilter.builder()
 *             .base(URI.create("https://blog.example/"))
 *             .hubs(URI.create("https://hub.example/"))
 *             .build());
 * links.addMappingForUrlPatterns(
 *     EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/feed.xml");
 * links.setAsyncSupported(true);
 * }</pre>
 *
 * <p>Or register it in web.xml; see {@link org.pushj.servlet} for the init parameters.
 *
 * <p>The topic of a response is its canonical public URL: the configured base and the path below
 * the application's context, without query. The {@code Host} header is not used unless configured.
 * Responses to GET and HEAD with 2xx and 304 get links; see {@link ResponseHead} for all rules. A
 * response that already has a self link or a hub keeps it and gets no other, so of several filters
 * the one nearest to the servlet takes precedence.
 *
 * <p>The header is added right before the response is committed. Until then, up to a buffer of
 * content is kept in memory, so that an error can still replace it. Because the response is
 * wrapped, containers send static files through memory instead of leaving them to the operating
 * system.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1
 */
public class HubLinkFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** An included resource cannot set headers, and an error gets no links. */
  private static final Set<DispatcherType> DISPATCHES =
      EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC);

  private transient @Nullable LinkSettings settings;
  private transient @Nullable Parts parts;
  private final boolean configuredByInitParameters;

  /** Creates a filter that reads init parameters. Called by the container. */
  public HubLinkFilter() {
    this.configuredByInitParameters = true;
  }

  HubLinkFilter(LinkSettings settings) {
    this.settings = settings;
    this.configuredByInitParameters = false;
  }

  /** Returns a builder for a filter that is created in code. */
  public static HubLinkFilterBuilder builder() {
    return new HubLinkFilterBuilder();
  }

  /**
   * Reads the init parameters, unless the filter was created in code.
   *
   * @throws ServletException if a parameter is unknown, missing or wrong; the message names it and
   *     the allowed values
   */
  @Override
  public void init() throws ServletException {
    Parts found = Parts.of(getServletContext());
    parts = found;
    try {
      LinkConfiguration configuration =
          new LinkConfiguration(getFilterConfig(), configuredByInitParameters, found);
      if (configuredByInitParameters) {
        settings = configuration.settings();
      }
    } catch (ServletException | RuntimeException | Error e) {
      found.close();
      throw e;
    }
  }

  /** Destroys the objects named by the init parameters. */
  @Override
  public void destroy() {
    if (parts != null) {
      parts.close();
    }
  }

  /**
   * Passes a request on, and adds links to its response.
   *
   * @throws IOException if the rest of the chain throws it, or the response cannot be sent
   * @throws ServletException if the rest of the chain throws it
   */
  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    LinkSettings links = Objects.requireNonNull(settings);
    Optional<Advertisement> advertisement =
        DISPATCHES.contains(request.getDispatcherType())
                && ResponseHead.isAdvertised(request.getMethod())
            ? links.advertisement(request)
            : Optional.empty();
    if (advertisement.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    LinkedResponse linked =
        new LinkedResponse(
            response, status -> links.linkHeader(request, response, status, advertisement.get()));
    try {
      chain.doFilter(new LinkedRequest(request, linked), linked);
    } catch (IOException | ServletException | RuntimeException | Error e) {
      linked.revoke();
      throw e;
    }
    if (request.isAsyncStarted()) {
      linked.becomeAsynchronous();
    } else {
      linked.release();
    }
  }
}
