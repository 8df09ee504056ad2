/**
 * The library that services embed. {@link dev.mainstay.toolkit.MainstayService} is the entrance: it
 * reads the policy that a design compiles to and gives the service health endpoints, guarded calls
 * to dependencies, degradation modes, metrics, structured logs and a graceful end.
 */
@NullMarked
package dev.mainstay.toolkit;

import org.jspecify.annotations.NullMarked;
