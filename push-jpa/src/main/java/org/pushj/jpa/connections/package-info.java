/** Connections past the provider, or taken away from a thread that hangs. Not exported. */
@NullMarked
package org.pushj.jpa.connections;

import org.jspecify.annotations.NullMarked;
