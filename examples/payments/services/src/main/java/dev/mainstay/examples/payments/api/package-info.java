/** The service {@code payment-api}: takes, shows and refunds payments. */
@NullMarked
package dev.mainstay.examples.payments.api;

import org.jspecify.annotations.NullMarked;
