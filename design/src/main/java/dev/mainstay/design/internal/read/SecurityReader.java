package dev.mainstay.design.internal.read;

import dev.mainstay.design.Security;
import dev.mainstay.design.Security.AtRest;
import dev.mainstay.design.Security.Authentication;
import dev.mainstay.design.Security.Data;
import dev.mainstay.design.Security.DataClass;
import dev.mainstay.design.Security.Exposure;
import dev.mainstay.design.Security.Headers;
import dev.mainstay.design.Security.Inputs;
import dev.mainstay.design.Security.SecretUse;
import dev.mainstay.design.Security.Source;
import dev.mainstay.design.Security.Tls;
import dev.mainstay.design.Security.Token;
import dev.mainstay.design.Service.Criticality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The sections of {@link Security}. */
final class SecurityReader {
  private static final Form<Tls> TLS =
      Forms.of(
              "a version of TLS, such as 1.3, or none",
              text ->
                  Arrays.stream(Tls.values()).filter(tls -> tls.word().equals(text)).findFirst(),
              text ->
                  Arrays.stream(Tls.values())
                      .map(Tls::word)
                      .filter(word -> text.toLowerCase(java.util.Locale.ROOT).endsWith(word))
                      .findFirst())
          .spelt(
              Spelling.words(Arrays.stream(Tls.values()).map(Tls::word).toList())
                  .of(Spelling.Kind.ANY));

  private static final Form<String> ORIGIN =
      Forms.of(
          "an origin such as https://shop.example.test, or *",
          text -> text.equals("*") ? Optional.of(text) : Forms.URL.parse(text));

  private SecurityReader() {}

  static Security read(Section service, Criticality criticality) {
    Section section = service.section("security");
    var security =
        new Security(
            section.value("exposure", Forms.word(Exposure.class)).orElse(null),
            section
                .optionalSection("authentication")
                .map(SecurityReader::authentication)
                .orElse(null),
            section.value("authorisation", Forms.TEXT).orElse(null),
            inputs(section.section("inputs")),
            section.value("tls", TLS).orElse(null),
            headers(section.section("headers")),
            data(section),
            secrets(section),
            section.value("rotateWithin", Forms.DURATION_ABOVE_ZERO).orElse(null),
            section.value("auditKeep", Forms.DURATION_ABOVE_ZERO).orElse(null));
    section.end();
    return security;
  }

  private static Authentication authentication(Section section) {
    var authentication =
        new Authentication(
            section.required(
                "kind", Forms.word(Authentication.Kind.class), Authentication.Kind.JWT),
            section.value("access", Forms.DURATION_ABOVE_ZERO).orElse(null),
            section.value("refresh", Forms.DURATION_ABOVE_ZERO).orElse(null));
    section.end();
    return authentication;
  }

  private static Inputs inputs(Section section) {
    var inputs =
        new Inputs(
            section.value("maxBody", Quantities.BYTES).orElse(null),
            section.value("perUser", Forms.RATE_ABOVE_ZERO).orElse(null));
    section.end();
    return inputs;
  }

  private static Headers headers(Section section) {
    var headers =
        new Headers(
            section.value("hsts", Forms.DURATION_FROM_ZERO).orElse(null),
            section.values("cors", ORIGIN).orElse(List.of()),
            section.value("csp", Forms.TEXT).orElse(null));
    section.end();
    return headers;
  }

  private static List<Data> data(Section security) {
    List<Data> all = new ArrayList<>();
    for (Section.Member member : security.members("data")) {
      Section section = member.section();
      all.add(
          new Data(
              member.name(),
              section.required("class", Forms.word(DataClass.class), DataClass.INTERNAL),
              section.values("fields", Forms.TEXT).orElse(List.of()),
              section.value("atRest", Forms.word(AtRest.class)).orElse(null),
              section.value("keep", Forms.DURATION_FROM_ZERO).orElse(null),
              section.value("deleteWithin", Forms.DURATION_ABOVE_ZERO).orElse(null)));
      section.end();
    }
    return all;
  }

  private static List<SecretUse> secrets(Section security) {
    List<SecretUse> all = new ArrayList<>();
    for (Section.Member member : security.members("secrets")) {
      Section section = member.section();
      all.add(
          new SecretUse(
              member.name(),
              section.required("from", Forms.word(Source.class), Source.VAULT),
              section.value("env", Forms.VARIABLE).orElse(null),
              section.value("rotate", Forms.DURATION_ABOVE_ZERO).orElse(null),
              section.value("rotated", Forms.DATE).orElse(null),
              section.value("signs", Forms.word(Token.class)).orElse(null),
              section.value("overlap", Forms.DURATION_FROM_ZERO).orElse(null)));
      section.end();
    }
    return all;
  }
}
