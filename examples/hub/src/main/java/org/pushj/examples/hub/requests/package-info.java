/**
 * The requests of subscribers and publishers (W3C WebSub sections 5.1 and 6): they are parsed and
 * checked here, or refused.
 */
@NullMarked
package org.pushj.examples.hub.requests;

import org.jspecify.annotations.NullMarked;
