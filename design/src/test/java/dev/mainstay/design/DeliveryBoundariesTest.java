package dev.mainstay.design;

import org.junit.jupiter.api.Test;

/** Deliveries on both sides of a check, and at equality. */
class DeliveryBoundariesTest {
  @Test
  void aTriggerThatFiresAsTheFirstStepEndsFires() {
    String body =
        """
        delivery:
          strategy: { canary: [{ weight: 5 %, bake: 2m }, { weight: 50 %, bake: 3m }] }
          rollback: { when: [errors > 5 % for @] }
          validate: { watch: 1m }
        """;
    Sides.of("MS-D009 W", body).fails("121s", "6m").passes("119s", "120s");
    Sides.of("MS-D009 E", body).fails("361s");
  }

  @Test
  void aRollbackThatTakesTheWholeBudgetIsTooLate() {
    // 0.02 % of 30 days is 518.4 s
    Sides.of(
            "MS-D011 W",
            """
            objectives: { availability: { of: http, good: status < 500, slo: 99.98 %, over: 30d } }
            delivery:
              strategy: { rolling: { unavailable: 0, surge: 1 } }
              rollback: { when: [errors > 0.2 % for 4m], within: @ }
            """)
        .fails("278400ms", "5m")
        .passes("278399ms", "4m");
  }

  @Test
  void aShareOfErrorsCanBeSeenFromOneRequestOn() {
    // 10 % of the traffic x 100 s x 10 % = 10 s of it
    Sides.of(
            "MS-D015 W",
            """
            traffic: { typical: @, peak: 100/s }
            delivery:
              strategy: { canary: [{ weight: 10 %, bake: 10m }, { weight: 50 %, bake: 10m }] }
              rollback: { when: [errors > 10 % for 100s] }
            """)
        .fails("0.9/s", "0.99/s")
        .passes("1/s", "2/s");
  }

  @Test
  void aWayBackOfTheSchemaMustBeThereOrNotBeNeeded() {
    Sides.of(
            "MS-D022 E",
            """
            delivery:
              strategy: { flags: [] }
              migrations: { reversible: REVERSIBLE, compatible: COMPATIBLE, takes: 1m }
              rollback: @
            """
                .replace("REVERSIBLE", "false")
                .replace("COMPATIBLE", "false"))
        .fails("{ when: [], migrations: revert }", "{ when: [health fails], migrations: keep }")
        .passes("{ when: [], migrations: keep }");
    Sides.of(
            "MS-D022 E",
            """
            delivery:
              strategy: { flags: [] }
              migrations: @
              rollback: { when: [health fails], migrations: keep }
            """)
        .fails("{ reversible: true, compatible: false }")
        .passes("{ reversible: false, compatible: true }");
  }

  @Test
  void aSchemaThatBothVersionsUnderstandIsKept() {
    Sides.of(
            "MS-D023 W",
            """
            delivery:
              strategy: { flags: [] }
              migrations: { reversible: true, compatible: @, takes: 1m }
              rollback: { when: [], migrations: revert }
            """)
        .fails("true")
        .passes("false");
  }

  @Test
  void aMigrationIsUndoneWithinTheRollback() {
    Sides.of(
            "MS-D024 W",
            """
            delivery:
              strategy: { flags: [] }
              migrations: { reversible: true, compatible: false, takes: @ }
              rollback: { when: [], within: 5m, migrations: revert }
            """)
        .fails("301s", "10m")
        .passes("299s", "5m");
  }

  @Test
  void aHighRiskIsLetOutByAndBy() {
    String risk = "\n  risk: { scope: large, migration: true, level: @ }\n";
    Sides.of("MS-D027 W", "delivery:\n  strategy: { rolling: { unavailable: 0, surge: 1 } }" + risk)
        .fails("high", "critical")
        .passes("medium", "low");
    String flag = "planning: { flags: { cart: { owner: both, expires: 2027-03-31 } } }\n";
    Sides.of("MS-D027 W", flag + "delivery:\n  strategy: { flags: [cart] }" + risk).passes("high");
    Sides.of("MS-D027 W", "delivery:\n  strategy: { blueGreen: { keep: 1h } }" + risk)
        .passes("high");
  }

  @Test
  void aCanaryCarriesItsShareOfThePeak() {
    Sides.of(
            "MS-D028 W",
            """
            traffic: { typical: 500/s, peak: 1000/s }
            instances: { min: 10, each: { capacity: 120/s } }
            delivery:
              strategy: { canary: [{ weight: @, bake: 10m }], instancesPerStep: 1 }
              rollback: { when: [errors > 1 % for 5m] }
            """)
        .fails("12.1 %", "13 %")
        .passes("11 %", "12 %");
  }

  @Test
  void aRolloutFitsItsWindow() {
    Sides.of(
            "MS-D029 E",
            """
            apiVersion: mainstay/v1
            kind: Organisation
            name: shop-company
            people: { ana: {} }
            teams: { shop: { onCall: { rotation: [ana] } } }
            windows: { mornings: { days: [monday], from: 09:00, to: @ } }
            """,
            """
            apiVersion: mainstay/v1
            kind: Service
            name: api
            summary: Takes orders
            owner: shop
            delivery:
              strategy: { canary: [{ weight: 10 %, bake: 1h }, { weight: 50 %, bake: 1h }] }
              rollback: { when: [errors > 1 % for 5m] }
              validate: { watch: 30m }
              windows: mornings
            """)
        .fails("11:29", "10:00")
        .passes("11:30", "12:00");
  }

  @Test
  void whatCannotBeUndoneIsCopiedBefore() {
    String body =
        """
        dependencies: { orders: { kind: database, timeout: 1s } }
        delivery:
          strategy: { rolling: { unavailable: 0, surge: 1 } }
          before: BEFORE
          migrations: { reversible: @, compatible: true }
        """;
    Sides.of("MS-D034 W", body.replace("BEFORE", "[tests]")).fails("false").passes("true");
    Sides.of("MS-D034 W", body.replace("BEFORE", "[tests, backup]")).passes("false");
    Sides.of(
            "MS-D034 W",
            body.replace("BEFORE", "[tests]")
                + "recovery: { backup: { of: { orders: { full: 1d, keep: 30d, log: 1m } } } }\n")
        .passes("false");
  }

  @Test
  void dataIsGuardedWhereverItGoes() {
    String api =
        """
        apiVersion: mainstay/v1
        kind: Service
        name: shop-api
        summary: Takes orders
        interface: { http: { redact: [email] } }
        dependencies: { mail-api: { kind: service, timeout: 1s } }
        security:
          authentication: { kind: OUTSIDE }
          data: { customers: { class: CLASS, fields: [email] } }
        """;
    String mail =
        """
        apiVersion: mainstay/v1
        kind: Service
        name: mail-api
        summary: Sends mail
        interface: { http: { deadline: 900ms } }
        security: { authentication: { kind: @ } }
        """;
    Sides.of("MS-S020 W", api.replace("OUTSIDE", "jwt").replace("CLASS", "personal"), mail)
        .fails("none")
        .passes("mtls", "jwt");
    Sides.of("MS-S020 W", api.replace("OUTSIDE", "none").replace("CLASS", "personal"), mail)
        .passes("none");
    Sides.of("MS-S020 W", api.replace("OUTSIDE", "jwt").replace("CLASS", "internal"), mail)
        .passes("none");
  }
}
