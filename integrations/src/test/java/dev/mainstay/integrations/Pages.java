package dev.mainstay.integrations;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.response.Address;
import dev.mainstay.response.PageMessage;
import java.time.Instant;
import java.util.List;

/** Pages to send in tests. */
public final class Pages {
  private Pages() {}

  public static PageMessage to(Address address) {
    return new PageMessage(
        "0f9e6a1c-0000-3000-8000-000000000001",
        PageMessage.Kind.TRIGGERED,
        "anna",
        address,
        "[P0] database-down on payment-api: dependency postgres fails – é (INC-7)",
        "anna, you are on call for payment-api.\n",
        new PageMessage.About(
            "INC-7",
            "payment-api",
            Severity.P0,
            "database-down on payment-api",
            List.of(
                new PageMessage.Alert(
                    "database-down",
                    Severity.P0,
                    "dependency postgres fails",
                    "merchants see failures",
                    "database-down",
                    true)),
            "DEP-3",
            null),
        Instant.parse("2026-03-02T10:00:00Z"));
  }
}
