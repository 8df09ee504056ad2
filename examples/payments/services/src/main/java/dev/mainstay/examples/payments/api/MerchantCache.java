package dev.mainstay.examples.payments.api;

import dev.mainstay.toolkit.Policy.DependencyPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;

/** Merchants' names in Redis, with the policy's timeout; it follows its changes. */
final class MerchantCache implements AutoCloseable {
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final HostAndPort address;
  private final Supplier<DependencyPolicy> policy;
  private JedisPooled redis;
  private Duration applied;

  MerchantCache(URI address, Supplier<DependencyPolicy> policy) {
    this.address = new HostAndPort(address.getHost(), address.getPort());
    this.policy = policy;
    this.applied = policy.get().timeout();
    this.redis = connect(applied);
  }

  Optional<String> name(String merchant) {
    return Optional.ofNullable(redis().get("merchant:" + merchant));
  }

  void keep(String merchant, String name) {
    redis().setex("merchant:" + merchant, KEPT.toSeconds(), name);
  }

  void ping() {
    redis().ping();
  }

  private synchronized JedisPooled redis() {
    Duration wanted = policy.get().timeout();
    if (!wanted.equals(applied)) {
      redis.close();
      redis = connect(wanted);
      applied = wanted;
    }
    return redis;
  }

  private JedisPooled connect(Duration timeout) {
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(16);
    pool.setMaxIdle(16);
    pool.setMaxWait(timeout);
    pool.setJmxEnabled(false);
    int millis = (int) Math.max(1, timeout.toMillis());
    return new JedisPooled(
        pool,
        address,
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(millis)
            .socketTimeoutMillis(millis)
            .build());
  }

  @Override
  public synchronized void close() {
    redis.close();
  }
}
