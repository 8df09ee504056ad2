package dev.mainstay.design;

import static dev.mainstay.design.Checked.service;

import org.junit.jupiter.api.Test;

class LimitChecksTest {
  @Test
  void limitIsCarriedByAllInstances() {
    Sides.of(
            "MS-Q020 E",
            """
            instances: { min: 2, max: 10, each: { capacity: 500/s } }
            overload: { limits: { global: @ } }
            """)
        .fails("5001/s")
        .passes("5000/s");
  }

  @Test
  void burstBeyondTheInstancesFitsTheQueues() {
    // (600/s - 500/s) x 10s = 1000 requests, 10 x 100 wait
    Sides.of(
            "MS-Q020 W",
            """
            instances: { min: 10, each: { capacity: 50/s, threads: { size: 50, queue: @ } } }
            overload: { limits: { global: 500/s, burst: { rate: 600/s, for: 10s } } }
            """)
        .fails("99")
        .passes("100");
  }

  @Test
  void limitIsCarriedUntilScalingHelps() {
    Sides.of(
            "MS-Q021 W",
            """
            instances:
              min: 3
              max: 20
              each: { capacity: 500/s, startup: 40s }
              scale: { cpu: { up: 70 %, down: 30 % }, upAfter: 2m }
            overload: { limits: { global: @ }
            """
                    .stripTrailing()
                + " }\n")
        .fails("1501/s")
        .passes("1500/s", "5000/s }, cpu: { shed: 90 %");
  }

  @Test
  void limitLetsTheDesignedLoadIn() {
    Sides.of(
            "MS-Q022 E",
            """
            traffic: { typical: 100/s, peak: 400/s, burst: { rate: 500/s, for: 10s } }
            overload: { limits: { @ } }
            """)
        .fails(
            "global: 399/s",
            "global: 499/s",
            "global: 400/s, burst: { rate: 499/s, for: 10s }",
            "global: 400/s, burst: { rate: 500/s, for: 9s }")
        .passes("global: 500/s", "global: 400/s, burst: { rate: 500/s, for: 10s }");
  }

  @Test
  void clientsLimitIsBelowTheGlobalOne() {
    Sides.of("MS-Q023 E", "overload: { limits: { global: 100/s, perClient: @ } }\n")
        .fails("100/s", "101/s")
        .passes("99/s");
  }

  @Test
  void oneClientDoesNotFillTheInstances() {
    Sides.of(
            "MS-Q024 W",
            """
            instances: { min: 2, max: 8, each: { capacity: 100/s } }
            overload: { limits: { perClient: @ } }
            """)
        .fails("201/s", "200/s")
        .passes("199/s");
  }

  @Test
  void largestClientIsLetIn() {
    Sides.of(
            "MS-Q025 E",
            """
            traffic: { perClient: 40/s }
            overload: { limits: { perClient: @ } }
            """)
        .fails("39/s")
        .passes("40/s");
  }

  @Test
  void ownServicesAreLetIn() {
    String caller =
        service(
            "web",
            """
            traffic: { typical: 50/s, peak: 200/s }
            dependencies: { api: { kind: service, timeout: 1s, callsPerRequest: 3 } }
            """);
    Sides.of("MS-Q026 E", caller, "overload: { limits: { global: @ } }\n")
        .fails("599/s")
        .passes("600/s");
    Sides.of("MS-Q026 W", caller, "overload: { limits: { perClient: @ } }\n")
        .fails("599/s")
        .passes("600/s");
  }

  private static final String BANK =
      """
      traffic: { typical: 50/s, peak: 400/s%s }
      dependencies:
        db: { kind: database, timeout: 1s, required: never, onFailure: { degrade: slow } }
        bank: { kind: externalApi, timeout: 1s, callsPerRequest: 0.5%s, limit: @ }
      degradation: { slow: { when: db fails, keeps: all%s } }
      """;

  @Test
  void callsStayBelowTheLimitOfAThirdParty() {
    Sides.of("MS-Q027 E", BANK.formatted("", "", "")).fails("199/s").passes("200/s");
  }

  @Test
  void callsStayBelowTheLimitInABurst() {
    Sides.of("MS-Q027 W", BANK.formatted(", burst: { rate: 500/s, for: 5s }", "", ""))
        .fails("249/s")
        .passes("250/s");
  }

  @Test
  void callsStayBelowTheLimitWhileDegraded() {
    Sides.of("MS-Q027 W", BANK.formatted("", "", ", costs: { calls: { bank: x1.5 } }"))
        .fails("299/s")
        .passes("300/s");
  }

  @Test
  void callsStayBelowTheLimitWithRetries() {
    String retry = ", retry: { attempts: 2, budget: 10 %, key: id }";
    Sides.of("MS-Q027 W", BANK.formatted("", retry, "")).fails("219/s").passes("220/s");
  }

  @Test
  void callsOfAllServicesStayBelowTheLimit() {
    String other =
        service(
            "other",
            """
            traffic: { typical: 50/s, peak: 100/s }
            dependencies: { bank: { kind: externalApi, timeout: 1s } }
            """);
    Sides.of("MS-Q027 W", other, BANK.formatted("", "", "")).fails("299/s").passes("300/s");
  }

  @Test
  void callsStayBelowWhatADependencyCarries() {
    Sides.of("MS-Q028 E", BANK.formatted("", "", "").replace("limit", "capacity"))
        .fails("199/s")
        .passes("200/s");
  }

  @Test
  void connectionsOfAllInstancesFitTheServer() {
    String given =
        """
        instances: { min: 2, max: 10 }
        dependencies: { db: { kind: database, timeout: 1s, pool: { size: 20 }, maxConnections: @ } }
        """;
    Sides.of("MS-Q029 E", given).fails("199").passes("200");
    String other =
        service(
            "other",
            """
            instances: { min: 1, max: 2 }
            dependencies: { db: { kind: database, timeout: 1s, pool: { size: 50 } } }
            """);
    Sides.of("MS-Q029 W", given, other).fails("299").passes("300");
  }

  @Test
  void servicesAgreeOnADependency() {
    String other =
        service(
            "other", "dependencies: { db: { kind: database, timeout: 1s, capacity: 100/s } }\n");
    Sides.of(
            "MS-Q030 W",
            other,
            "dependencies: { db: { kind: database, timeout: 1s, capacity: @ } }\n")
        .fails("101/s")
        .passes("100/s", "6000/m");
  }

  @Test
  void poolAllowsTheCapacity() {
    // 500/s x 20ms = 10
    String given =
        """
        instances: { each: { capacity: 500/s } }
        dependencies:
          db: { kind: database, timeout: 1s, latency: { p50: 20ms, p99: 80ms }, @ }
        """;
    Sides.of("MS-Q031 E", given)
        .fails("pool: { size: 9 }", "bulkhead: 9")
        .passes("pool: { size: 10 }", "bulkhead: 10");
  }

  @Test
  void hangingDependencyLeavesThreads() {
    // 200/s / 2 x 2s = 200
    String given =
        """
        traffic: { typical: 50/s, peak: 200/s }
        instances: { min: 2, each: { threads: { size: @ } } }
        dependencies: { advice: { kind: service, required: never, timeout: 2s%s } }
        """;
    Sides.of("MS-Q032 W", given.formatted("")).fails("199").passes("200");
    Sides.of("MS-Q032 W", given.formatted(", bulkhead: 50")).passes("199");
    Sides.of("MS-Q032 W", given.formatted(", breaker: {}")).passes("199");
    Sides.of("MS-Q032 W", given.formatted("").replace("never", "always")).passes("199");
  }

  @Test
  void bulkheadAndPoolAreBelowTheThreads() {
    String given =
        """
        instances: { each: { threads: { size: @ } } }
        dependencies:
          advice: { kind: service, required: never, timeout: 2s, bulkhead: 20 }
          db: { kind: database, timeout: 2s, pool: { size: 30 } }
        """;
    Sides.of("MS-Q033 E", given).fails("19", "20").passes("21");
    Sides.of("MS-Q034 W", given).fails("29").passes("30");
  }

  @Test
  void threadsHoldTheRequestsInProgress() {
    // 200/s x (0.5 x 100ms + 50ms) = 20
    Sides.of(
            "MS-Q035 W",
            """
            instances: { each: { capacity: 200/s, threads: { size: @ } } }
            dependencies:
              bank: { kind: externalApi, timeout: 1s, callsPerRequest: 0.5, latency: { p50: 100ms, p99: 400ms } }
              db: { kind: database, timeout: 1s, latency: { p50: 50ms, p99: 400ms } }
            """)
        .fails("19")
        .passes("20");
  }

  @Test
  void queueIsServedInTime() {
    String given =
        """
        interface: { http: { deadline: 2s } }
        instances: { each: { capacity: 100/s, threads: { size: 50, @ } } }
        """;
    Sides.of("MS-Q036 E", given)
        .fails("queue: 201", "queue: 51, wait: 500ms")
        .passes("queue: 200", "queue: 50, wait: 500ms");
    Sides.of("MS-Q037 E", given).fails("wait: 2s", "wait: 3s").passes("wait: 1999ms");
  }

  @Test
  void instanceHasWhatItUses() {
    Sides.of(
            "MS-Q038 W",
            """
            instances: { each: { memory: 1 GiB, idle: { memory: 512 MiB }, threads: { size: @, stack: 1 MiB } } }
            """)
        .fails("513")
        .passes("512");
    Sides.of(
            "MS-Q039 E",
            "instances: { each: { cpu: 1 core, busy: { cpu: @ cores }, idle: { cpu: 0.5 cores } } }")
        .fails("1.1", "0.4")
        .passes("1", "0.5");
    Sides.of(
            "MS-Q040 E",
            """
            traffic: { response: @ }
            instances: { each: { capacity: 500/s, network: { out: 100 Mbps } } }
            """)
        .fails("25001 B")
        .passes("25 kB");
  }
}
