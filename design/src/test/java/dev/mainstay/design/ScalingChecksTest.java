package dev.mainstay.design;

import org.junit.jupiter.api.Test;

class ScalingChecksTest {
  @Test
  void oneInstanceFewerCarriesTheTypicalLoad() {
    Sides.of(
            "MS-Q007 W",
            """
            traffic: { typical: 100/s }
            instances: { min: 3, max: 5, each: { capacity: @ } }
            """)
        .fails("49/s")
        .passes("50/s");
  }

  @Test
  void scalingHelpsBeforeTheBurstIsOver() {
    // 60s + 20s to start
    Sides.of(
            "MS-Q008 W",
            """
            traffic: { typical: 100/s, peak: 150/s, burst: { rate: 500/s, for: @ } }
            instances:
              min: 2
              max: 8
              each: { capacity: 100/s, startup: 20s }
              scale: { cpu: { up: 70 %, down: 30 % }, upAfter: 1m }
            """)
        .fails("79s", "80s")
        .passes("81s");
  }

  @Test
  void eachFurtherStepWaitsForTheCooldown() {
    // 2, 3, 5 instances: 30s + 60s + 20s to start
    Sides.of(
            "MS-Q008 W",
            """
            traffic: { typical: 100/s, peak: 150/s, burst: { rate: 500/s, for: @ } }
            instances:
              min: 2
              max: 8
              each: { capacity: 100/s, startup: 20s }
              scale: { cpu: { up: 70 %, down: 30 % }, upAfter: 30s, upBy: 50 %, cooldown: 1m }
            """)
        .fails("110s")
        .passes("111s");
  }

  @Test
  void thresholdsOfOneMeasureAreApart() {
    Sides.of("MS-Q009 E", "instances: { min: 2, max: 8, scale: { cpu: { up: 50 %, down: @ } } }\n")
        .fails("51 %", "50 %")
        .passes("49 %");
  }

  @Test
  void stepUpIsNotTakenBack() {
    // 70 % x 2 / 4 = 35 %
    Sides.of(
            "MS-Q010 W",
            "instances: { min: 2, max: 8, scale: { cpu: { up: 70 %, down: @ }, upBy: 2 } }\n")
        .fails("36 %")
        .passes("35 %", "34 %");
  }

  @Test
  void whatAnIdleInstanceUsesDoesNotFallWithAStepUp() {
    // 30 % + (70 % - 30 %) x 2 / 4 = 50 %
    Sides.of(
            "MS-Q010 W",
            """
            instances:
              min: 2
              max: 8
              each: { cpu: 1 core, idle: { cpu: 300m cores } }
              scale: { cpu: { up: 70 %, down: @ }, upBy: 2 }
            """)
        .fails("51 %")
        .passes("50 %");
  }

  @Test
  void stepUpIsKeptWhileAnotherMeasureIsHigh() {
    Sides.of(
            "MS-Q010 W",
            """
            instances:
              min: 2
              max: 8
              scale: { cpu: { up: 70 %, down: 40 % }, requests: { up: 70 %, down: @ }, upBy: 2 }
            """)
        .fails("40 %")
        .passes("30 %");
  }

  @Test
  void stepDownIsNotTakenBack() {
    // 35 % x 2 / 1 = 70 %
    Sides.of(
            "MS-Q011 W",
            "instances: { min: 1, max: 8, scale: { cpu: { up: 70 %, down: @ }, downBy: 1 } }\n")
        .fails("36 %")
        .passes("35 %");
  }

  @Test
  void everyMeasureHasASayInTakingAway() {
    Sides.of(
            "MS-Q012 W",
            """
            instances: { min: 2, max: 8, scale: { cpu: { up: 70 %, down: 30 % }, memory: { @ } } }
            """)
        .fails("up: 80 %")
        .passes("up: 80 %, down: 40 %");
  }

  @Test
  void measureReachesItsThresholdAtTheCapacity() {
    Sides.of(
            "MS-Q013 E",
            """
            instances:
              min: 2
              max: 8
              each: { capacity: 100/s, cpu: 2 cores, busy: { cpu: @ cores } }
              scale: { cpu: { up: 70 %, down: 30 % } }
            """)
        .fails("1.39")
        .passes("1.4", "1400m");
  }

  @Test
  void oneMeasureThatReachesItsThresholdIsEnough() {
    Sides.of(
            "MS-Q013 E",
            """
            instances:
              min: 2
              max: 8
              each: { capacity: 100/s, cpu: 2 cores, memory: 2 GiB, busy: { cpu: 1 core, memory: 1.9 GiB } }
              scale: { cpu: { up: 70 %, down: 30 % }, @: { up: 70 %, down: 50 % } }
            """)
        .passes("memory", "requests");
  }

  @Test
  void idleInstanceCanBeTakenAway() {
    String given =
        """
        instances:
          min: 2
          max: 8
          each: { memory: 4 GiB, idle: { memory: @ } }
          scale: { memory: { up: 80 %, down: 50 % } }
        """;
    Sides.of("MS-Q014 E", given).fails("2 GiB", "3 GiB").passes("2047 MiB");
    Sides.of("MS-Q015 E", given).fails("3.2 GiB").passes("3.1 GiB");
  }

  @Test
  void autoscalerHasRoom() {
    Sides.of("MS-Q016 E", "instances: { min: 2, max: @, scale: { cpu: { up: 70 %, down: 30 % } } }")
        .fails("2")
        .passes("3");
  }

  @Test
  void instanceStaysLongerThanItTakesToStart() {
    String given =
        """
        instances:
          min: 2
          max: 8
          each: { startup: 90s }
          scale: { cpu: { up: 70 %, down: 30 % }, downAfter: @ }
        """;
    Sides.of("MS-Q017 W", given).fails("89s").passes("90s", "10s, cooldown: 90s");
  }

  @Test
  void instancesAreAddedBeforeRequestsAreRefused() {
    Sides.of(
            "MS-Q018 E",
            """
            instances: { min: 2, max: 8, scale: { memory: { up: @ } } }
            overload: { memory: { shed: 85 %, resume: 75 % } }
            """)
        .fails("86 %", "85 %")
        .passes("84 %");
  }

  @Test
  void oneAutoscalerActsOnAMeasure() {
    Sides.of(
            "MS-Q019 E",
            "instances: { min: 2, max: 8, scale: { cpu: { up: 70 %, down: 30 % } }, resize: [@] }")
        .fails("cpu", "memory, cpu")
        .passes("memory");
  }

  @Test
  void autoscalerCarriesThePeakWithItsMaximum() {
    String given =
        """
        traffic: { typical: 100/s, peak: @ }
        instances: { min: 2, max: 4, each: { capacity: 100/s }, scale: { cpu: { up: 70 %, down: 30 % } } }
        """;
    Sides.of("MS-Q002 E", given).fails("401/s").passes("400/s");
  }

  @Test
  void poolIsSharedByTheInstancesThatTheAutoscalerStarted() {
    // 400/s / 4 x 20ms = 2
    Sides.of(
            "MS-Q001 E",
            """
            traffic: { typical: 100/s, peak: 400/s }
            instances: { min: 1, max: 8, each: { capacity: 100/s }, scale: { cpu: { up: 70 %, down: 30 % } } }
            dependencies: { db: { kind: database, timeout: 1s, latency: { p50: 20ms, p99: 20ms }, pool: { size: @ } } }
            """)
        .fails("1")
        .passes("2");
  }
}
