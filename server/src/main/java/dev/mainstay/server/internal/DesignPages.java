package dev.mainstay.server.internal;

import dev.mainstay.design.Explanations;
import dev.mainstay.server.internal.view.CheckView;
import java.util.Locale;
import java.util.function.Supplier;

/** What the checks mean, those of Mainstay and the organisation's own. */
final class DesignPages {
  private final Supplier<Applied> applied;

  DesignPages(Supplier<Applied> applied) {
    this.applied = applied;
  }

  CheckView check(String code) {
    return Explanations.find(code)
        .map(found ->
            new CheckView(
                found.code(),
                found.family(),
                found.title(),
                found.rule(),
                found.why(),
                withoutHeading(found.code(), found.page())))
        .orElseGet(() -> own(code));
  }

  private static String withoutHeading(String code, String page) {
    return page.replaceFirst("\\A# " + code + ":[^\\n]*\\n+", "");
  }

  private CheckView own(String code) {
    String wanted = code.strip().toUpperCase(Locale.ROOT);
    return applied.get().designs().organisation().checks().stream()
        .filter(check -> check.code().toUpperCase(Locale.ROOT).equals(wanted))
        .findFirst()
        .map(check ->
            new CheckView(
                check.code(),
                "own",
                check.message(),
                check.holds(),
                check.why(),
                check.fix() == null ? "" : "**Fix:** " + check.fix()))
        .orElseThrow(() ->
            new NotFoundException(
                "no check "
                    + code
                    + Explanations.nearest(code)
                        .map(near -> " (expected: a code such as " + near + ")")
                        .orElse(" (expected: a code such as MS-T001)")));
  }
}
