/** Pages as HTTP requests. */
@NullMarked
package dev.mainstay.integrations.webhook;

import org.jspecify.annotations.NullMarked;
