/**
 * Finds out why nothing comes: each check looks at one thing and says what it found. What is away
 * is a finding, never an exception. Not exported.
 */
@NullMarked
package org.pushj.diagnosis;

import org.jspecify.annotations.NullMarked;
