/**
 * Init parameters: how they are read and checked, and the subscriber that they describe. Not
 * exported.
 */
@NullMarked
package org.pushj.servlet.configuration;

import org.jspecify.annotations.NullMarked;
