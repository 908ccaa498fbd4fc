package org.pushj.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pushj.rewriting.PublicBase;
import org.pushj.servlet.configuration.InitParameters;
import org.pushj.servlet.configuration.ParameterType;
import org.pushj.servlet.configuration.Parts;

/** Reads the init parameters of the link filter. */
final class LinkConfiguration {
  private static final String BASE = "base";
  private static final String BASE_FROM_REQUEST = "baseFromRequest";
  private static final String HUBS = "hubs";
  private static final String HUB_SOURCE = "hubSource";
  private static final Set<String> KNOWN =
      Set.of(BASE, BASE_FROM_REQUEST, HUBS, HUB_SOURCE, "selfSource", "keepQuery");

  private static final ParameterType<List<URI>> HUB_LIST =
      new ParameterType<>(
          "one or more http or https URLs without user name and fragment, separated by white space"
              + " or commas",
          value -> LinkSettings.usable(ParameterType.list(value, URI::create)));

  private final InitParameters parameters;
  private final Parts parts;

  /**
   * Checks the names of the parameters.
   *
   * @param buildsFilter whether there may be any
   * @param parts finds what they name, and ends it
   * @throws ServletException if one is unknown
   */
  LinkConfiguration(FilterConfig config, boolean buildsFilter, Parts parts)
      throws ServletException {
    this.parameters = new InitParameters(config);
    this.parts = parts;
    parameters.requireKnown(buildsFilter ? KNOWN : Set.of());
  }

  /**
   * Reads the parameters.
   *
   * @throws ServletException if one is missing or wrong, or two contradict each other
   */
  LinkSettings settings() throws ServletException {
    HubLinkFilterBuilder builder = HubLinkFilter.builder();
    base().ifPresentOrElse(base -> builder.base(base.url()), builder::baseFromRequest);
    builder.hubSource(hubs());
    parameters
        .optional("selfSource", ParameterType.part(parts, SelfSource.class))
        .ifPresent(builder::selfSource);
    if (parameters.optional("keepQuery", ParameterType.FLAG).orElse(false)) {
      builder.keepQuery();
    }
    return builder.settings();
  }

  private Optional<PublicBase> base() throws ServletException {
    if (!parameters.optional(BASE_FROM_REQUEST, ParameterType.FLAG).orElse(false)) {
      return Optional.of(parameters.required(BASE, ParameterType.BASE));
    }
    Optional<PublicBase> base = parameters.optional(BASE, ParameterType.BASE);
    if (base.isPresent()) {
      throw parameters.failure(BASE, "must not be set together with " + BASE_FROM_REQUEST);
    }
    return base;
  }

  private HubSource hubs() throws ServletException {
    Optional<HubSource> source =
        parameters.optional(HUB_SOURCE, ParameterType.part(parts, HubSource.class));
    if (source.isEmpty()) {
      List<URI> hubs = parameters.required(HUBS, HUB_LIST);
      return request -> hubs;
    }
    if (parameters.optional(HUBS, HUB_LIST).isPresent()) {
      throw parameters.failure(HUBS, "must not be set together with " + HUB_SOURCE);
    }
    return source.get();
  }
}
