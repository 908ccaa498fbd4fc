package org.pushj.servlet;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.publisher.PublicBase;

/**
 * Builds a {@link HubLinkFilter}. The base and the hubs are required.
 *
 * @since 0.1
 */
public final class HubLinkFilterBuilder {
  private @Nullable PublicBase base;
  private boolean baseFromRequest;
  private @Nullable HubSource hubs;
  private SelfSource self = (request, response) -> Optional.empty();
  private boolean keepsQuery;

  HubLinkFilterBuilder() {}

  /**
   * Sets the URL under which the world sees the root of the application's context. Required, unless
   * it is taken {@linkplain #baseFromRequest() from requests}.
   *
   * @throws IllegalArgumentException if it is no http or https URL, or has a user name, a query or
   *     a fragment
   */
  public HubLinkFilterBuilder base(URI url) {
    this.base = new PublicBase(url);
    this.baseFromRequest = false;
    return this;
  }

  /**
   * Takes the base from the scheme and the {@code Host} header of each request, as the container
   * sees them. Anybody can send any such header, so this is for servers behind a proxy that lets
   * only right ones through, and for development.
   */
  public HubLinkFilterBuilder baseFromRequest() {
    this.base = null;
    this.baseFromRequest = true;
    return this;
  }

  /**
   * Sets the hubs of all responses, the preferred one first. These, or a {@linkplain
   * #hubSource(HubSource) source}, are required.
   *
   * @throws IllegalArgumentException if there is none, or one is no http or https URL, or has a
   *     user name or a fragment
   */
  public HubLinkFilterBuilder hubs(URI... hubs) {
    return hubs(List.of(hubs));
  }

  /**
   * Sets the hubs of all responses, the preferred one first.
   *
   * @throws IllegalArgumentException as {@link #hubs(URI...)} does
   */
  public HubLinkFilterBuilder hubs(List<URI> hubs) {
    List<URI> usable = LinkSettings.usable(hubs);
    return hubSource(request -> usable);
  }

  /** Sets who computes the hubs of a response. */
  public HubLinkFilterBuilder hubSource(HubSource hubs) {
    this.hubs = hubs;
    return this;
  }

  /** Sets who knows the URL of a response better. Default: it is the canonical one. */
  public HubLinkFilterBuilder selfSource(SelfSource self) {
    this.self = self;
    return this;
  }

  /**
   * Makes the query a part of the canonical URL, letter by letter. Default: it is none, so that
   * nobody can make up topics. It may hold what is meant for one reader only, as a key.
   */
  public HubLinkFilterBuilder keepQuery() {
    this.keepsQuery = true;
    return this;
  }

  /**
   * Builds the filter.
   *
   * @throws IllegalStateException if the base or the hubs are missing
   */
  public HubLinkFilter build() {
    return new HubLinkFilter(settings());
  }

  LinkSettings settings() {
    if (base == null && !baseFromRequest) {
      throw new IllegalStateException("base: is required");
    }
    if (hubs == null) {
      throw new IllegalStateException("hubs: are required");
    }
    return new LinkSettings(base, hubs, self, keepsQuery);
  }
}
