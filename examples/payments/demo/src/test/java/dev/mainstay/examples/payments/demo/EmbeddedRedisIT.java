package dev.mainstay.examples.payments.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisIT {
  private final int port = FreePorts.any();

  @Test
  void comesBackOnTheSamePortAfterAKill(@TempDir Path folder) {
    try (EmbeddedRedis redis = new EmbeddedRedis(DataFolder.open(folder), port)) {
      redis.start();
      assertThat(FreePorts.isFree(port)).isFalse();
      redis.kill();
      assertThat(FreePorts.isFree(port)).isTrue();
      redis.start();
      assertThat(redis.pid()).isPresent();
    }
    assertThat(FreePorts.isFree(port)).isTrue();
  }
}
