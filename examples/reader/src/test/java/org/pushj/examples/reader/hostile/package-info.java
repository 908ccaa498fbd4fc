/** Hostile sites, hubs and clients, and the honest ones that they must not disturb. */
@NullMarked
package org.pushj.examples.reader.hostile;

import org.jspecify.annotations.NullMarked;
