package dev.mainstay.examples.payments.load;

/** The steps of a customer's journey. */
public enum Step {
  /** A new payment. */
  CREATE,
  /** The same request again, as a client does that did not see the answer. */
  CREATE_AGAIN,
  /** A look at the payment. */
  GET,
  /** All of the money back. */
  REFUND,
  /** The same refund again, by an impatient finger. */
  REFUND_AGAIN
}
