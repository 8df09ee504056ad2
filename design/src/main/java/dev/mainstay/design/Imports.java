package dev.mainstay.design;

import dev.mainstay.design.Import.ImportedFile;
import dev.mainstay.design.Import.Remark;
import dev.mainstay.design.internal.imports.Documents;
import dev.mainstay.design.internal.imports.Draft;
import dev.mainstay.design.internal.imports.Drafts;
import dev.mainstay.design.internal.imports.Foreign;
import dev.mainstay.design.internal.imports.KubernetesImport;
import dev.mainstay.design.internal.imports.ObjectiveImport;
import dev.mainstay.design.internal.imports.RuleImport;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Turns other tools' files into designs to start from: Prometheus rule files, OpenSLO v1, Sloth,
 * Pyrra, and Kubernetes manifests. What several files say of one service becomes one design.
 * Nothing is dropped silently: what a design cannot say is a remark with its place. Pure; nothing
 * is thrown at whoever wrote the files.
 */
public final class Imports {
  private static final Comparator<Remark> BY_PLACE =
      Comparator.comparing((Remark remark) -> remark.place().file())
          .thenComparingInt(remark -> remark.place().line())
          .thenComparingInt(remark -> remark.place().column());

  private Imports() {}

  public static Import of(List<SourceText> sources) {
    var problems = new ArrayList<Problem>();
    var remarks = new ArrayList<Remark>();
    var drafts = new Drafts();
    var objectives = new ObjectiveImport(drafts);
    var kubernetes = new KubernetesImport(drafts);
    for (SourceText source : sources) {
      for (Foreign document : Documents.read(source, problems::add, remarks::add)) {
        String version = document.text("apiVersion");
        if (version.startsWith("mainstay/")) {
          document.leave("already a design: put it beside the imported ones");
        } else if (document.has("groups")) {
          RuleImport.read(document, drafts);
        } else if (!objectives.read(document) && !kubernetes.read(document)) {
          document.leave("not a format that can be imported");
        }
      }
    }
    objectives.finish();
    kubernetes.finish();
    var files = new ArrayList<ImportedFile>();
    var runbooks = new TreeMap<String, String>();
    for (Draft draft : drafts.all()) {
      files.add(new ImportedFile(draft.name() + ".yaml", draft.text()));
      runbooks.putAll(draft.runbooks());
    }
    runbooks.forEach((name, text) -> files.add(new ImportedFile("runbooks/" + name + ".md", text)));
    return new Import(files, remarks.stream().sorted(BY_PLACE).distinct().toList(), problems);
  }
}
