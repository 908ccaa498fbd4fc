/**
 * What an application writes that has a store of its own: it reads the SPI, and runs the contract.
 */
@NullMarked
package org.pushj.own;

import org.jspecify.annotations.NullMarked;
