/**
 * What the servers of the examples share: where they listen ({@link
 * org.pushj.examples.guard.ServerAddress}), whom they answer ({@link
 * org.pushj.examples.guard.RequestGuard}), and their icon ({@link
 * org.pushj.examples.guard.Favicon}). None of them asks for a password, so the browser of their
 * user must not become the tool of other sites.
 */
@NullMarked
package org.pushj.examples.guard;

import org.jspecify.annotations.NullMarked;
