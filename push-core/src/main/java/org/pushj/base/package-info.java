/**
 * What every room may use: checks of what is given, and small tools. Knows no other room. Not
 * exported to applications.
 */
@NullMarked
package org.pushj.base;

import org.jspecify.annotations.NullMarked;
