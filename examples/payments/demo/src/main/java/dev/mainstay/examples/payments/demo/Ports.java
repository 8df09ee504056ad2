package dev.mainstay.examples.payments.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of the demo, all at a fixed distance from one base, as the design files name them.
 *
 * @param base the port of Mainstay's API and console
 */
public record Ports(int base) {
  /** The base that the design files are written for. */
  public static final int DEFAULT_BASE = 8300;

  private static final int SPAN = 200;

  /** Checks that all of them are ports. */
  public Ports {
    if (base < 1024 || base + SPAN > 65_535) {
      throw new DemoException(
          "--port-base " + base + " (expected: 1024 to " + (65_535 - SPAN) + ")");
    }
  }

  /** Mainstay's API and console. */
  public int server() {
    return base;
  }

  /** The gateway before payment-api. */
  public int payments() {
    return base + 100;
  }

  /** The gateway before fraud-api. */
  public int fraud() {
    return base + 101;
  }

  /** The card network's stand-in. */
  public int cardNetwork() {
    return base + 102;
  }

  /** PostgreSQL. */
  public int postgres() {
    return base + 132;
  }

  /** Redis. */
  public int redis() {
    return base + 79;
  }

  /** The mail inbox. */
  public int mail() {
    return base + 125;
  }

  /** The receiver of pages. */
  public int pager() {
    return base + 190;
  }

  /** All of them by what listens there. */
  public Map<String, Integer> all() {
    Map<String, Integer> all = new LinkedHashMap<>();
    all.put("mainstay", server());
    all.put("payment-api", payments());
    all.put("fraud-api", fraud());
    all.put("card-network", cardNetwork());
    all.put("postgres", postgres());
    all.put("redis", redis());
    all.put("mail", mail());
    all.put("pager", pager());
    return all;
  }
}
