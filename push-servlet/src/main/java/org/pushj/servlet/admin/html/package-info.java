/**
 * The HTML of the admin page: what is shown of a value, and how. Knows nothing of requests, of the
 * subscriber and the publisher. Not exported.
 */
@NullMarked
package org.pushj.servlet.admin.html;

import org.jspecify.annotations.NullMarked;
