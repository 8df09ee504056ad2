package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Security;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import dev.mainstay.kernel.Durations;
import java.util.ArrayList;
import java.util.List;

/** Who may call it, and how its data and secrets are kept. */
public record Protection(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.SECURITY;
  }

  @Override
  public void write(Page page) {
    Security security = subject.service().security();
    if (security.equals(Security.NONE)) {
      page.paragraph("The design says nothing about security.");
    } else {
      page.list(access(security));
    }
    page.paragraph(
        "Fields that never reach a log: " + Subject.names(subject.service().http().redact()) + ".");
    page.table(
        List.of("Data", "Class", "Fields", "At rest", "Kept for", "Deleted on request within"),
        security.data().stream()
            .map(each ->
                List.of(
                    Md.code(each.name()),
                    each.kind().word(),
                    Subject.names(each.fields()),
                    Subject.or(each.atRest()),
                    Subject.or(each.keep()),
                    Subject.or(each.deleteWithin())))
            .toList());
    page.table(
        List.of(
            "Secret",
            "From",
            "Variable",
            "Replaced every",
            "Last replaced",
            "The one before is accepted for"),
        security.secrets().stream()
            .map(each ->
                List.of(
                    Md.code(each.name()),
                    Md.word(each.from()),
                    each.env() == null ? "–" : Md.code(each.env()),
                    Subject.or(each.rotate()),
                    subject.orDeclared(
                        "security/secrets/" + each.name() + "/rotated", each.rotated()),
                    Subject.or(each.overlap())))
            .toList());
  }

  private static List<String> access(Security security) {
    List<String> items = new ArrayList<>();
    if (security.exposure() != null) {
      items.add("Reached from: " + Md.word(security.exposure()) + ".");
    }
    var authentication = security.authentication();
    if (authentication != null) {
      items.add(
          "Callers prove who they are by %s%s%s."
              .formatted(
                  Md.word(authentication.kind()),
                  authentication.access() == null
                      ? ""
                      : ", good for " + Durations.format(authentication.access()),
                  authentication.refresh() == null
                      ? ""
                      : ", renewed for up to " + Durations.format(authentication.refresh())));
    }
    if (security.authorisation() != null) {
      items.add("What they may do: " + Md.text(security.authorisation()) + ".");
    }
    if (security.inputs().maxBody() != null) {
      items.add("Largest request: " + Md.text(security.inputs().maxBody().toString()) + ".");
    }
    if (security.inputs().perUser() != null) {
      items.add("Requests of one user: " + Md.text(security.inputs().perUser().toString()) + ".");
    }
    if (security.tls() != null) {
      items.add("Transport encryption: " + security.tls().word() + " or newer.");
    }
    if (security.headers().hsts() != null) {
      items.add(
          "Browsers insist on https for " + Durations.format(security.headers().hsts()) + ".");
    }
    if (!security.headers().cors().isEmpty()) {
      items.add("Pages that may call it: " + Subject.names(security.headers().cors()) + ".");
    }
    if (security.headers().csp() != null) {
      items.add("Content security policy: " + Md.code(security.headers().csp()) + ".");
    }
    if (security.rotateWithin() != null) {
      items.add("No secret lives longer than " + Durations.format(security.rotateWithin()) + ".");
    }
    if (security.auditKeep() != null) {
      items.add(
          "The record of who did what is kept for " + Durations.format(security.auditKeep()) + ".");
    }
    return items;
  }
}
