/** Tests of the store on real databases, each with two providers. */
@NullMarked
package org.pushj.jpa;

import org.jspecify.annotations.NullMarked;
