/**
 * How the secrets of subscriptions are encrypted for the database: {@link
 * org.pushj.jpa.secrets.SecretCipher}. For applications that set up a store.
 */
@NullMarked
package org.pushj.jpa.secrets;

import org.jspecify.annotations.NullMarked;
