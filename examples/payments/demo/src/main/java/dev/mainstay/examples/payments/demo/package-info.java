/**
 * The environment of the demo: PostgreSQL, Redis, receivers of pages, the load generator, and the
 * supervisor that starts them all, keeps them and leaves nothing behind.
 */
@NullMarked
package dev.mainstay.examples.payments.demo;

import org.jspecify.annotations.NullMarked;
