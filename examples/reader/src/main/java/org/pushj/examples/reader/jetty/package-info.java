/**
 * The server around the servlets: its limits, its security headers, and the login of the admin
 * page.
 */
@NullMarked
package org.pushj.examples.reader.jetty;

import org.jspecify.annotations.NullMarked;
