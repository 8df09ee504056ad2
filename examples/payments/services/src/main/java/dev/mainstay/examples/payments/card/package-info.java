/** The service {@code card-network}: stands in for the network that charges and refunds cards. */
@NullMarked
package dev.mainstay.examples.payments.card;

import org.jspecify.annotations.NullMarked;
