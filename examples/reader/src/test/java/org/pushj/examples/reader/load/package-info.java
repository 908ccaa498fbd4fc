/** Many updates, many leases, and what fails in the meantime: databases, readers, connections. */
@NullMarked
package org.pushj.examples.reader.load;

import org.jspecify.annotations.NullMarked;
