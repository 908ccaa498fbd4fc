/**
 * What this process knows of the hubs that it contacts: where they are, whether they may be asked
 * now, and whether they verify what they accept. Not exported.
 */
@NullMarked
package org.pushj.contact;

import org.jspecify.annotations.NullMarked;
