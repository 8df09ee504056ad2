package dev.mainstay.toolkit.internal;

import dev.mainstay.toolkit.Policy;

/** Policy documents for tests. */
public final class Policies {
  public static final String EXAMPLE =
      """
      {"apiVersion":"mainstay.policy/v1","service":"payment-api",
       "http":{"deadlineMillis":2500,"idempotentMethods":["GET","PUT"]},
       "health":{"liveness":{"path":"/healthz"},
                 "readiness":{"path":"/readyz","everyMillis":1000,"timeoutMillis":500,"failures":2,"checks":["postgres"]}},
       "dependencies":[
        {"name":"postgres","kind":"database","required":1.0,"timeoutMillis":250,
         "retry":{"attempts":3,"waitMillis":50,"factor":2.0,"jitter":0.5,"withinMillis":1800,"budget":0.1},
         "breaker":{"failures":0.5,"of":20,"openForMillis":5000},
         "bulkhead":60,
         "pool":{"size":20,"waitMillis":100},
         "onFailure":{"action":"failFast","status":503,"retryAfterMillis":5000}},
        {"name":"redis","kind":"cache","required":0.0,"timeoutMillis":30,
         "onFailure":{"action":"degrade","mode":"cache-unavailable"}}],
       "modes":[{"name":"cache-unavailable","dependency":"redis","header":true,"metric":true}],
       "latencyBucketsSeconds":[0.2,0.5],
       "redact":["cardNumber","cvc","authorization","password"],
       "shutdown":{"graceMillis":10000}}
      """;

  public static final String MINIMAL =
      "{\"apiVersion\":\"mainstay.policy/v1\",\"service\":\"payment-api\"}";

  private Policies() {}

  public static Policy example() {
    return PolicyReader.read("test", EXAMPLE);
  }
}
