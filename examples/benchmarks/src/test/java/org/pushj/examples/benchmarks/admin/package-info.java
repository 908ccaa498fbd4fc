/** Measures how soon the admin page answers. */
package org.pushj.examples.benchmarks.admin;
