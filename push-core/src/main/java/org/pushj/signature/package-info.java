/** Verification of {@code X-Hub-Signature} (W3C WebSub section 7.1). */
@NullMarked
package org.pushj.signature;

import org.jspecify.annotations.NullMarked;
