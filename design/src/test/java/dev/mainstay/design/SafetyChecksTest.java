package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SafetyChecksTest {
  /**
   * The check finds something with the first value in the place of @, and nothing with the second.
   */
  private static void turns(String code, String body, String found, String silent) {
    assertThat(own(body.replace("@", found))).contains(code);
    assertThat(own(body.replace("@", silent)))
        .noneMatch(each -> each.startsWith(code.substring(0, 7)));
  }

  /** What this family finds. */
  private static List<String> own(String body) {
    return Checked.codes(body).stream().filter(code -> code.startsWith("MS-S")).toList();
  }

  @Test
  void protectedDataIsNotForEverybody() {
    String given =
        """
        security:
          authentication: { kind: @ }
          data: { people: { class: personal } }
        """;
    turns("MS-S001 E", given, "none", "mtls");
    turns("MS-S001 E", given.replace("@", "none").replace("personal", "@"), "health", "internal");
  }

  @Test
  void trafficFromOutsideIsEncrypted() {
    turns("MS-S002 E", "security: { exposure: internet, tls: @ }\n", "1.1", "1.2");
    turns("MS-S002 E", "security: { exposure: @, tls: none }\n", "partner", "internal");
  }

  @Test
  void sessionsAreForKnownOrigins() {
    String given =
        "security: { authentication: { kind: @ }, headers: { cors: [https://a.test, '*'] } }\n";
    turns("MS-S003 E", given, "session", "jwt");
  }

  @Test
  void hstsLastsHalfAYear() {
    turns("MS-S004 W", "security: { exposure: internet, headers: { hsts: @ } }\n", "179d", "180d");
  }

  @Test
  void refreshOutlivesAccess() {
    turns(
        "MS-S005 E",
        "security: { authentication: { kind: jwt, access: 1h, refresh: @ } }\n",
        "60m",
        "61m");
  }

  @Test
  void oldKeyLivesAsLongAsItsTokens() {
    String given =
        """
        security:
          authentication: { kind: jwt, access: 1h, refresh: 30d }
          secrets: { key: { from: vault, signs: refresh, overlap: @ } }
        """;
    turns("MS-S006 E", given, "29d", "30d");
    turns("MS-S006 E", given.replace("refresh, overlap", "access, overlap"), "59m", "1h");
  }

  @Test
  void secretsComeFromWhereSecretsAre() {
    turns("MS-S007 E", "security: { secrets: { key: { from: @ } } }\n", "configMap", "secret");
    String given =
        """
        security:
          data: { cards: { class: @ } }
          secrets: { key: { from: environment } }
        """;
    turns("MS-S008 W", given, "payment", "internal");
  }

  private static String environment(String entry) {
    return "delivery: { gateway: { port: 8080 }, process: { command: [run], env: { %s } } }\n"
        .formatted(entry);
  }

  @Test
  void designHoldsNoSecretInPlainText() {
    turns("MS-S009 E", environment("@: x7dh2"), "DB_PASSWORD", "DB_USER");
    turns("MS-S009 E", environment("API_KEY: @"), "x7dh2", "/run/secrets/key");
    turns("MS-S009 E", environment("API_KEY: @"), "x7dh2", "'${API_KEY}'");
    turns("MS-S009 E", environment("ACCESS_TOKEN: @"), "x7dh2", "''");
    assertThat(own(environment("TOKEN_URL: http://127.0.0.1/token, KEYBOARD: de, PASSWORD: true")))
        .isEmpty();
  }

  @Test
  void addressesHoldNoPassword() {
    turns("MS-S010 E", environment("URL: @"), "'redis://a:b\u0040c:1'", "redis://c:1");
    turns("MS-S010 E", environment("URL: 'jdbc:x://c/d?@=x'"), "password", "sslmode");
  }

  @Test
  void secretHasOneSource() {
    String given =
        "security: { secrets: { pin: { from: vault, env: @ } } }\n" + environment("PIN: x7");
    turns("MS-S011 E", given, "PIN", "PIN_FILE");
  }

  @Test
  void secretsAreRotatedInTime() {
    String given =
        "security: { rotateWithin: 90d, secrets: { key: { from: vault, rotate: @ } } }\n";
    turns("MS-S012 E", given, "91d", "90d");
    String last = "security: { secrets: { key: { from: vault, rotate: 90d, rotated: @ } } }\n";
    turns("MS-S013 E", last, "2026-08-22", "2026-08-23");
  }

  @Test
  void fieldsOfProtectedDataAreRedacted() {
    String given =
        """
        interface: { http: { redact: [@] } }
        security: { data: { cards: { class: payment, fields: [card_number] } } }
        """;
    turns("MS-S014 E", given, "name", "Card-Number");
    turns("MS-S014 E", given, "cardNumbers", "number");
  }

  @Test
  void verificationCodesAreNotKept() {
    String given =
        """
        interface: { http: { redact: [cvc, shipping] } }
        security: { data: { cards: { class: payment, fields: [cvc], keep: @ } } }
        """;
    turns("MS-S015 E", given, "1h", "0s");
    assertThat(own(given.replace("@", "30d").replace("cvc", "shipping"))).isEmpty();
  }

  @Test
  void protectedDataIsEncrypted() {
    turns(
        "MS-S016 E", "security: { data: { a: { class: health, atRest: @ } } }\n", "none", "aes128");
    assertThat(own("security: { data: { a: { class: public, atRest: none } } }\n")).isEmpty();
  }

  @Test
  void userIsLimitedToAPart() {
    String given =
        """
        instances: { min: 1, max: 2, each: { capacity: 50/s } }
        overload: { limits: { global: 80/s } }
        security: { inputs: { perUser: @ } }
        """;
    turns("MS-S017 E", given, "100/s", "99/s");
    turns("MS-S023 E", given, "80/s", "79/s");
  }

  @Test
  void auditOutlivesTheData() {
    turns(
        "MS-S018 W",
        "security: { auditKeep: @, data: { a: { class: personal, keep: 90d } } }\n",
        "89d",
        "90d");
  }

  @Test
  void deletionKeepsItsPromise() {
    turns(
        "MS-S019 E",
        "security: { data: { a: { class: personal, keep: 30d, deleteWithin: @ } } }\n",
        "31d",
        "30d");
    String given =
        """
        security: { data: { a: { class: personal, deleteWithin: @ } } }
        dependencies: { store: { kind: database, timeout: 1s } }
        recovery: { backup: { of: { store: { full: daily, keep: 35d } } } }
        """;
    turns("MS-S021 W", given, "34d", "35d");
  }

  @Test
  void bodiesFitIntoMemory() {
    String given =
        """
        instances: { each: { memory: 1 GiB, threads: { size: 128 } } }
        security: { inputs: { maxBody: @ } }
        """;
    turns("MS-S022 W", given, "9 MiB", "8 MiB");
  }

  @Test
  void importantServiceOnTheInternetHasLimits() {
    String given = "criticality: @\nsecurity: { exposure: internet }\n";
    turns("MS-S024 W", given, "high", "standard");
  }

  @Test
  void designThatLooksCarelessAndIsRightIsSilent() {
    assertThat(
            own(
                """
                interface: { http: { redact: [mail] } }
                security:
                  exposure: internet
                  authentication: { kind: jwt, access: 1h, refresh: 2h }
                  tls: 1.2
                  headers: { hsts: 180d, cors: ['*'] }
                  data:
                    news: { class: public, atRest: none, keep: 3650d }
                    readers: { class: personal, fields: [e-mail], atRest: aes128, keep: 30d, deleteWithin: 30d }
                  secrets:
                    key: { from: file, env: KEY_FILE, rotate: 90d, rotated: 2026-08-23, signs: access, overlap: 1h }
                  rotateWithin: 90d
                  auditKeep: 30d
                delivery:
                  gateway: { port: 8080 }
                  process: { command: [run], env: { KEY_FILE: /run/key, TOKEN_TTL: 1h, SECRET: '' } }
                """))
        .isEmpty();
  }
}
