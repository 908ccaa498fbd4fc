/**
 * The admin page of push: what an operator sees and does. {@link
 * org.pushj.servlet.admin.PushAdminServlet} is all that an application names.
 */
@NullMarked
package org.pushj.servlet.admin;

import org.jspecify.annotations.NullMarked;
