/**
 * The hub, the publisher and the reader in one JVM, connected to each other: an entry written on
 * the publisher's page appears on the reader's page. Read {@code Demo}.
 */
@NullMarked
package org.pushj.examples.demo;

import org.jspecify.annotations.NullMarked;
