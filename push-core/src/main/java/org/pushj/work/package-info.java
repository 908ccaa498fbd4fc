/**
 * The engine of everything that falls due: claims, threads, lanes, and hubs that are left alone.
 * Not exported: no application writes these names.
 */
@NullMarked
package org.pushj.work;

import org.jspecify.annotations.NullMarked;
