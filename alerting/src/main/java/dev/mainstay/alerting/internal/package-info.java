/** How conditions are judged and alerts move; no state of its own, no input or output. */
@NullMarked
package dev.mainstay.alerting.internal;

import org.jspecify.annotations.NullMarked;
