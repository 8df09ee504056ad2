/** The service {@code fraud-api}: scores a payment's risk of fraud. */
@NullMarked
package dev.mainstay.examples.payments.fraud;

import org.jspecify.annotations.NullMarked;
