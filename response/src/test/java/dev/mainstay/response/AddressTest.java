package dev.mainstay.response;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://hooks.test/services/T0/B0/s3cret, https://hooks.test/***",
    "https://anna:s3cret@hooks.test, https://hooks.test/***",
    "https://hooks.test?token=s3cret, https://hooks.test/***",
    "http://127.0.0.1:9000/, http://127.0.0.1:9000",
    "http://127.0.0.1:9000, http://127.0.0.1:9000",
    "not a url s3cret, ***",
    "/s3cret, ***"
  })
  void aWebhookShowsNothingSecret(String url, String shown) {
    var address = new Address(Address.Kind.WEBHOOK, url);
    assertThat(address.shown()).isEqualTo(shown);
    assertThat(address).hasToString("WEBHOOK " + shown);
  }
}
