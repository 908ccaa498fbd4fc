/**
 * Measures the callback endpoint under load: servers and the client are processes of their own, on
 * processors of their own where that can be had.
 */
package org.pushj.examples.benchmarks.callback;
