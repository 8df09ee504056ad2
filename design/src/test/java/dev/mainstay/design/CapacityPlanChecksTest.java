package dev.mainstay.design;

import static dev.mainstay.design.Checked.service;

import org.junit.jupiter.api.Test;

class CapacityPlanChecksTest {
  private static final String CACHE =
      """
      traffic: { typical: 50/s, peak: 200/s }
      dependencies:
        prices: { kind: cache, required: never, timeout: 30ms, callsPerRequest: 2, onFailure: { degrade: slow } }
        db: { kind: database, timeout: 1s, callsPerRequest: 0.5%s }
      degradation:
        slow: { when: prices fails, keeps: all%s }
      capacity: { caches: { price: { in: prices, saves: db, hitRatio: 75 %% } } }
      """;

  @Test
  void lossOfACacheIsCarried() {
    // 200/s x (0.5 + 2 x 75 %) = 400/s, which is x4
    Sides.of("MS-Q041 W", CACHE.formatted(", capacity: @", ", costs: { calls: { db: x4 } }"))
        .fails("399/s")
        .passes("400/s");
    Sides.of("MS-Q042 E", CACHE.formatted("", "@"))
        .fails("", ", costs: { calls: { db: x3.9 } }")
        .passes(", costs: { calls: { db: x4 } }");
  }

  @Test
  void cachesInOnePlaceAreTalliedByTheirOwnCalls() {
    String second = "hitRatio: 75 % }, other: { in: prices, hitRatio: 75 % }";
    String given =
        CACHE.formatted("", ", costs: { calls: { db: x2.5 } }").replace("hitRatio: 75 % }", second);
    // 0.5 + 1 x 75 % is x2.5
    Sides.of("MS-Q042 E", given.replace("saves: db", "saves: db, @"))
        .fails("callsPerRequest: 1.1")
        .passes("callsPerRequest: 1", "ttl: 5m");
  }

  @Test
  void cacheHoldsItsEntries() {
    Sides.of(
            "MS-Q043 E",
            "capacity: { caches: { price: { size: 1 MiB, entries: @, entrySize: 1 KiB } } }\n")
        .fails("1025")
        .passes("1024");
  }

  @Test
  void cachesFitTheInstance() {
    Sides.of(
            "MS-Q044 E",
            """
            instances: { each: { memory: 2 GiB } }
            capacity: { caches: { price: { size: 1 GiB }, customer: { size: @ } } }
            """)
        .fails("1 GiB")
        .passes("1023 MiB");
  }

  @Test
  void answersAreNotOlderThanAgreed() {
    Sides.of("MS-Q045 E", "capacity: { caches: { price: { ttl: @, staleAtMost: 5m } } }\n")
        .fails("301s")
        .passes("5m");
  }

  @Test
  void storeHoldsWhatMustBeKept() {
    // a month is 30 days: 10 GB x 12
    Sides.of(
            "MS-Q046 E",
            "capacity: { storage: { db: { growth: 10 GB/month, keep: 360d, limit: @ } } }\n")
        .fails("119 GB")
        .passes("120 GB");
  }

  @Test
  void storeLastsAsLongAsThePlan() {
    String given =
        """
        capacity: { horizon: @, storage: { db: { now: 60 GB, growth: 10 GB/month, limit: 120 GB%s } } }
        """;
    Sides.of("MS-Q047 W", given.formatted("")).fails("181d").passes("180d");
    Sides.of("MS-Q047 W", given.formatted(", keep: 360d")).passes("3600d");
  }

  @Test
  void storeIsCleaned() {
    Sides.of(
            "MS-Q048 W",
            "capacity: { storage: { logs: { now: @, growth: 50 GB/month, keep: 30d } } }\n")
        .fails("51 GB")
        .passes("50 GB");
  }

  @Test
  void projectionFollowsFromGrowthAndRetention() {
    Sides.of(
            "MS-Q049 E",
            "capacity: { storage: { logs: { growth: 50 GB/month, keep: 30d, inOneYear: @ } } }\n")
        .fails("56 GB", "44 GB", "600 GB")
        .passes("55 GB", "45 GB");
    Sides.of(
            "MS-Q049 E",
            "capacity: { storage: { db: { now: 10 GB, growth: 1 GB/day, inOneYear: @ } } }\n")
        .fails("337 GB", "413 GB")
        .passes("338 GB", "375 GB", "412 GB");
    // what is in use today is not told: only too little can be seen
    Sides.of("MS-Q049 E", "capacity: { storage: { db: { growth: 1 GB/day, inOneYear: @ } } }\n")
        .fails("300 GB")
        .passes("900 GB");
  }

  @Test
  void loadTestReachesThePeak() {
    Sides.of(
            "MS-Q050 E",
            """
            traffic: { typical: 100/s, peak: 400/s }
            instances: { min: 2, max: 4 }
            capacity: { tests: { load: { for: 10m, rate: @ } } }
            """)
        .fails("399/s", "199/s, instances: 2", "399/s, instances: 8")
        .passes("400/s", "200/s, instances: 2");
  }

  @Test
  void capacityWasShown() {
    Sides.of(
            "MS-Q051 E",
            """
            instances: { min: 4, max: 10, each: { capacity: @ } }
            capacity: { tests: { stress: { breaks: 650/s } } }
            """)
        .fails("66/s")
        .passes("65/s");
    Sides.of(
            "MS-Q051 W",
            """
            instances: { min: 4, max: 10, each: { capacity: @ } }
            capacity: { tests: { load: { rate: 120/s, for: 10m, instances: 2 }, spike: { rate: 130/s, for: 10s, instances: 2 } } }
            """)
        .fails("66/s")
        .passes("65/s");
  }

  @Test
  void spikeTestReachesTheBurst() {
    Sides.of(
            "MS-Q052 E",
            """
            traffic: { typical: 100/s, peak: 400/s, burst: { rate: 800/s, for: 30s } }
            capacity: { tests: { spike: { @ } } }
            """)
        .fails("rate: 799/s, for: 1m", "rate: 800/s, for: 29s")
        .passes("rate: 800/s, for: 30s");
  }

  @Test
  void loadTestSeesScaling() {
    String given =
        """
        instances:
          min: 2
          max: 8
          each: { capacity: 100/s, startup: 40s }
          scale: { cpu: { up: 70 %%, down: 30 %% }, upAfter: 2m }
        capacity: { tests: { load: { rate: %s, for: @ } } }
        """;
    Sides.of("MS-Q053 E", given.formatted("500/s")).fails("160s").passes("161s");
    Sides.of("MS-Q053 E", given.formatted("200/s")).passes("1s");
  }

  @Test
  void loadTestKeepsThePromise() {
    String given =
        """
        interface: { http: { deadline: 2s } }
        objectives: { fast: { of: http, good: duration < 200ms, slo: %s } }
        capacity: { tests: { load: { rate: 300/s, for: 10m, p99: @ } } }
        """;
    Sides.of("MS-Q054 E", given.formatted("99 %")).fails("201ms").passes("200ms");
    Sides.of("MS-Q054 E", given.formatted("95 %")).fails("2001ms").passes("201ms", "2s");
  }

  @Test
  void growthStaysWithinTheInstances() {
    // 100/s x 1.1^2 = 121/s
    Sides.of(
            "MS-Q055 W",
            """
            traffic: { typical: 10/s, peak: 100/s, growthPerMonth: 10 % }
            instances: { min: 2, each: { capacity: @ } }
            capacity: { horizon: 60d }
            """)
        .fails("60.4/s")
        .passes("60.5/s");
  }

  @Test
  void headroomIsThere() {
    Sides.of(
            "MS-Q056 E",
            """
            traffic: { typical: 10/s, peak: 100/s }
            instances: { min: 2, each: { capacity: 70/s } }
            capacity: { headroom: @ }
            """)
        .fails("41 %")
        .passes("40 %");
  }

  @Test
  void dependenciesAllowTheGrowth() {
    Sides.of(
            "MS-Q057 E",
            """
            traffic: { typical: 20/s, peak: 100/s }
            instances: { min: 2, each: { capacity: 100/s } }
            dependencies:
              bank: { kind: externalApi, timeout: 1s, callsPerRequest: 0.5, @ }
            capacity: { growth: x10 }
            """)
        .fails("limit: 499/s", "capacity: 499/s", "pool: { size: 10 }, maxConnections: 99")
        .passes("limit: 500/s", "capacity: 500/s", "pool: { size: 10 }, maxConnections: 100");
  }

  @Test
  void thresholdsOfAResourceAreInOrder() {
    Sides.of("MS-Q058 E", "overload: { memory: { shed: @, unready: 90 % } }\n")
        .fails("91 %", "90 %")
        .passes("89 %");
    Sides.of("MS-Q059 E", "overload: { memory: { warn: @ } }\n")
        .fails("90 %, shed: 90 %", "91 %, unready: 90 %")
        .passes("89 %, shed: 90 %", "89 %, unready: 90 %", "99 %");
    Sides.of("MS-Q060 E", "overload: { disk: { resume: @ } }\n")
        .fails("90 %, shed: 90 %", "91 %, unready: 90 %")
        .passes("89 %, shed: 90 %", "89 %, unready: 90 %");
  }

  @Test
  void capacityIsReachedBeforeRequestsAreRefused() {
    String given =
        """
        traffic: { typical: 100/s, peak: 200/s }
        instances: { min: 2, each: { capacity: %s, memory: 4 GiB, idle: { memory: 3 GiB }, busy: { memory: 3 GiB } } }
        overload: { memory: { @ } }
        """;
    String atCapacity = given.formatted("100/s");
    Sides.of("MS-Q061 E", atCapacity).fails("shed: 74 %", "shed: 75 %").passes("shed: 76 %");
    Sides.of("MS-Q062 W", atCapacity).fails("warn: 75 %").passes("warn: 76 %");
    Sides.of("MS-Q062 W", given.formatted("101/s")).passes("warn: 75 %");
    Sides.of("MS-Q063 E", atCapacity).fails("resume: 75 %").passes("resume: 76 %");
  }

  @Test
  void instancesDoNotLeaveUnderLoad() {
    Sides.of("MS-Q064 W", "instances: { min: 3 }\noverload: { @ }\n")
        .fails("cpu: { unready: 90 % }", "threads: { unready: 90 % }")
        .passes("cpu: { unready: 90 %, shed: 80 % }", "disk: { unready: 90 % }");
  }

  @Test
  void retriesOnTwoLevelsAreCarried() {
    String chain =
        """
        traffic: { typical: 50/s, peak: 100/s }
        interface: { http: { deadline: 20s } }
        dependencies: { %s: { kind: service, timeout: 1s, retry: { attempts: 2, budget: 20 %%, key: id } } }
        """;
    // 100/s x 1.2 x 1.2 = 144/s
    Sides.of(
            "MS-Q065 W",
            service("web", chain.formatted("api")),
            service("api", chain.formatted("prices")),
            service("prices", "instances: { min: 2, each: { capacity: @ } }\n"))
        .fails("71.9/s")
        .passes("72/s");
  }

  @Test
  void limitIsBelowWhatBrokeIt() {
    Sides.of(
            "MS-Q066 E",
            """
            instances: { min: 6, max: 10 }
            overload: { limits: { global: @ } }
            capacity: { tests: { stress: { breaks: 350/s, instances: 5 } } }
            """)
        .fails("701/s", "700/s")
        .passes("699/s");
  }

  @Test
  void nodesCanBeDrained() {
    String given = "instances: { min: @, disruption: { available: 2 } }\n";
    Sides.of("MS-Q067 E", given).fails("1", "2").passes("3", "4");
    String share = "instances: { min: @, disruption: { available: 75 % } }\n";
    Sides.of("MS-Q067 E", share).fails("2", "3").passes("4");
    String missing = "instances: { min: 2, disruption: { unavailable: @ } }\n";
    Sides.of("MS-Q067 E", missing).fails("0", "0 %").passes("1", "1 %", "50 %");
  }

  @Test
  void whatIsLeftWhileANodeIsDrainedCarriesThePeak() {
    String given =
        """
        traffic: { typical: 1/s, peak: 200/s }
        instances: { min: 3, each: { capacity: @ }, disruption: { unavailable: 1 } }
        """;
    // With too little for the peak anyhow, the budget is not what is wrong.
    Sides.of("MS-Q068 W", given).fails("99/s", "67/s").passes("100/s", "66/s");
  }
}
