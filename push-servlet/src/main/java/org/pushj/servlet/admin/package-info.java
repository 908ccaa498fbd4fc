/**
 * The admin page of push. Applications use only {@link org.pushj.servlet.admin.PushAdminServlet}.
 */
@NullMarked
package org.pushj.servlet.admin;

import org.jspecify.annotations.NullMarked;
