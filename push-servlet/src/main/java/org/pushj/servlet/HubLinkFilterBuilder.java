package org.pushj.servlet;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.rewriting.PublicBase;

/**
 * Builds a {@link HubLinkFilter}. The base and the hubs are required. Used by one thread.
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
   * Sets the public URL of the application's context. Required, unless it is taken {@linkplain
   * #baseFromRequest() from requests}.
   *
   * @throws IllegalArgumentException if it is not an http or https URL, or has a user name, a query
   *     or a fragment
   */
  public HubLinkFilterBuilder base(URI url) {
    this.base = new PublicBase(url);
    this.baseFromRequest = false;
    return this;
  }

  /**
   * Takes the base from the scheme and the {@code Host} header of each request, as the container
   * sees them. Clients can send any such header, so use this only behind a proxy that checks it, or
   * in development.
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
   * @throws IllegalArgumentException if there is none, or one is not an http or https URL, or has a
   *     user name or a fragment
   */
  public HubLinkFilterBuilder hubs(URI... hubs) {
    return hubs(List.of(hubs));
  }

  /**
   * Sets the hubs as {@link #hubs(URI...)} does, from a collection.
   *
   * @throws IllegalArgumentException as {@link #hubs(URI...)} does
   */
  public HubLinkFilterBuilder hubs(Collection<URI> hubs) {
    List<URI> usable = LinkSettings.usable(List.copyOf(hubs));
    return hubSource(request -> usable);
  }

  /** Sets a source that computes the hubs of each response. */
  public HubLinkFilterBuilder hubSource(HubSource hubs) {
    this.hubs = hubs;
    return this;
  }

  /** Sets a source of topic URLs that differ from the canonical one. Default: none. */
  public HubLinkFilterBuilder selfSource(SelfSource self) {
    this.self = self;
    return this;
  }

  /**
   * Makes the query part of the canonical URL, unchanged. Default: it is not, so that clients
   * cannot invent topics. A query may also contain secrets, such as the key of one reader.
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
      throw new IllegalStateException("base or baseFromRequest must be set");
    }
    if (hubs == null) {
      throw new IllegalStateException("hubs or hubSource must be set");
    }
    return new LinkSettings(base, hubs, self, keepsQuery);
  }
}
