/**
 * Responses that are held back until links are spliced into their documents. Nothing here decides
 * which links; that is done in push-core. Not exported.
 */
@NullMarked
package org.pushj.servlet.links;

import org.jspecify.annotations.NullMarked;
