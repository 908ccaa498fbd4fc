/**
 * The diagnosis of a subscription: each check examines one aspect and returns a finding.
 * Unreachable parts are reported as findings, never as exceptions. Not exported.
 */
@NullMarked
package org.pushj.diagnosis;

import org.jspecify.annotations.NullMarked;
