package dev.mainstay.cli;

import static dev.mainstay.cli.Ran.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands for who writes designs: a first one, their format, a service in several files. */
final class DesignAuthorTest {
  private static final String HEAD =
      """
      apiVersion: mainstay/v1
      kind: Service
      name: hello
      summary: Says hello
      """;
  private static final String PART =
      HEAD.replace("Service", "ServicePart").replaceAll("summary.*\n", "");
  private static final String ORGANISATION =
      """
      apiVersion: mainstay/v1
      kind: Organisation
      name: shop
      people: { ana: {} }
      teams: { shop: { onCall: { rotation: [ana] } }, mail: { onCall: { rotation: [ana] } } }
      """;

  @TempDir private Path folder;
  private Path ops = Path.of("");

  @BeforeEach
  void folder() {
    ops = folder.resolve("ops");
  }

  private Path write(String name, String text) throws IOException {
    Path file = ops.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, text);
  }

  private Ran init(String... more) {
    return run(
        Stream.concat(
                Stream.of(
                    "design",
                    "init",
                    ops.toString(),
                    "--system",
                    "hello",
                    "--platform",
                    "kubernetes",
                    "--criticality",
                    "critical",
                    "--documentation",
                    "docs/hello"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void aFirstDesignIsWrittenWithItsRunbooksAndTheNextSteps() {
    Ran ran = init();

    assertThat(ran.exitCode()).as(ran.printed()).isZero();
    assertThat(ran.printed())
        .contains("wrote " + ops.resolve("hello.yaml"), "mainstay design check " + ops)
        .contains("in docs/hello", "mainstay readiness hello");
    assertThat(ops.resolve("runbooks/nobody-answers.md")).exists();
    assertThat(run("design", "check", ops.toString()).exitCode()).isZero();
    assertThat(run("design", "fmt", "--check", ops.toString()).exitCode()).isZero();
    assertThat(run("design", "docs", ops.toString()).exitCode()).isZero();
    assertThat(ops.resolve("docs/hello/COMPLETE-design.md")).exists();
  }

  @Test
  void aDesignThatIsThereStaysUnlessForced() throws IOException {
    Path file = write("hello.yaml", "mine");
    Path book = write("runbooks/error-budget.md", "# Mine\n1. Look.\n");

    Ran refused = init();
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.printed()).contains("is there already and stays as it is", "--force");
    assertThat(file).hasContent("mine");

    Ran forced = init("--force");
    assertThat(forced.exitCode()).as(forced.printed()).isZero();
    assertThat(file).content().contains("name: hello");
    assertThat(book).content().isEqualTo("# Mine\n1. Look.\n");
    assertThat(forced.printed()).contains("kept  " + book);
  }

  @Test
  void allThatIsMissingOrWrongIsToldAtOnceWhenNobodyCanBeAsked() {
    Ran ran = run("design", "init", ops.toString(), "--criticality", "hihg");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.printed())
        .contains("--system: not given, and no terminal to ask at (expected: a name in kebab-case")
        .contains("--platform: not given", "--documentation: not given")
        .contains("criticality: hihg (expected: one of low, standard, high, critical)");
    assertThat(ops).doesNotExist();
  }

  @Test
  void whatIsNotGivenIsAskedForUntilTheAnswerIsRight() {
    var asked = new StringWriter();
    var answers = new StringReader("My Shop\nmy-shop\ncloud\nserverless\n\n\n");
    var command =
        new CommandLine(
            new DesignInitCommand(Optional.of(new Asking(answers, new PrintWriter(asked)))));
    command.setOut(new PrintWriter(new StringWriter()));

    assertThat(command.execute(ops.toString())).isZero();
    assertThat(asked.toString())
        .contains("system: My Shop (expected: a name in kebab-case", "did you mean my-shop?")
        .contains("platform: cloud (expected: one of processes, kubernetes, machines, serverless)")
        .contains("[standard]: ", "[docs/my-shop]: ");
    assertThat(ops.resolve("my-shop.yaml"))
        .content()
        .contains("criticality: standard", "documentation: docs/my-shop");
  }

  @Test
  void theOwnerIsATeamOfTheOrganisation() throws IOException {
    write("organisation.yaml", ORGANISATION);

    assertThat(init().printed())
        .contains("--owner: not given, and no terminal to ask at (expected: one of shop, mail)");
    assertThat(init("--owner", "post").printed())
        .contains("owner: no team named post (expected: one of shop, mail)");
    assertThat(init("--owner", "mail").exitCode()).isZero();
    assertThat(ops.resolve("hello.yaml")).content().contains("owner: mail");
  }

  @Test
  void aNameThatAnotherFileHasIsToldBeforeAnythingIsWritten() throws IOException {
    write("other.yaml", HEAD);

    Ran ran = init();
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.printed()).contains("two services named hello", "nothing written");
    assertThat(ops.resolve("hello.yaml")).doesNotExist();
    assertThat(ops.resolve("runbooks")).doesNotExist();
  }

  @Test
  void filesAreFormattedInPlaceWithTheirPermissionsAndMarks() throws IOException {
    Path file = write("hello.yaml", "\uFEFF" + HEAD + "traffic:   {peak: 60/m}\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Path link = Files.createSymbolicLink(ops.resolve("link.yaml"), file);

    assertThat(run("design", "fmt", "--check", link.toString()))
        .isEqualTo(new Ran(1, link + System.lineSeparator()));
    assertThat(run("design", "fmt", link.toString()).exitCode()).isZero();

    assertThat(file).content().isEqualTo("\uFEFF" + HEAD + "traffic: { peak: 1/s }\n");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(link).isSymbolicLink();
    assertThat(run("design", "fmt", "--check", file.toString())).isEqualTo(new Ran(0, ""));
  }

  @Test
  void anInvalidFileStaysAndTheOthersAreFormatted() throws IOException {
    Path wrong = write("a.yaml", HEAD + "traffic: { peak: 60 }\n");
    Path good = write("b.yaml", HEAD + "traffic: {peak: 1/s}\n");

    Ran ran = run("design", "fmt", ops.toString(), ops.resolve("c.yaml").toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.printed())
        .contains("MS-F007", "a.yaml:5:", "c.yaml: no such file", good.toString());
    assertThat(wrong).content().endsWith("traffic: { peak: 60 }\n");
    assertThat(good).content().endsWith("traffic: { peak: 1/s }\n");
  }

  @Test
  void aServiceInAFolderOfItsOwnIsReadWithTheRunbooksBesideTheFolder() throws IOException {
    write("hello/service.yaml", HEAD + "documentation: pages\n");
    Path part =
        write(
            "hello/alerts.yaml",
            PART
                + "alerts: {down: { when: fewer than 1 ready, severity: P1, runbook: down, impact: all } }\n");
    Ran missing = run("design", "check", ops.toString());
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.printed()).contains(part + ":4:", "no file runbooks/down.md");

    write("runbooks/down.md", "# Down\n1. Look.\n");
    assertThat(run("design", "check", ops.toString()).exitCode()).isZero();
    assertThat(run("design", "check", ops.resolve("hello").toString()).exitCode()).isZero();
    assertThat(run("design", "fmt", ops.toString()).printed()).contains("alerts.yaml");
    assertThat(run("design", "docs", ops.toString()).exitCode()).isZero();
    assertThat(ops.resolve("pages/COMPLETE-design.md")).content().contains("down");
    assertThat(ops.resolve("pages/operations/runbooks/README.md"))
        .content()
        .contains("(../../../runbooks/down.md");
  }

  @Test
  void otherFoldersAreNotRead() throws IOException {
    write("hello.yaml", HEAD);
    write("charts/service.yaml", "apiVersion: v1\nkind: Service\n");
    write("bye/part.yaml", PART);

    assertThat(run("design", "check", ops.toString()).exitCode()).isZero();
  }

  @Test
  void aPartWithoutItsServiceIsTold() throws IOException {
    write("helo.yaml", HEAD.replace("hello", "helo"));
    Path part = write("part.yaml", PART);

    Ran ran = run("design", "check", ops.toString());
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.printed())
        .contains(part + ":3:", "no service named hello", "did you mean `helo`?");
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    "git", "-C", folder.toString(), "-c", "user.name=t", "-c", "user.email=t@t"),
                Stream.of(arguments))
            .toList();
    Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor()).as(said).isZero();
  }

  @Test
  void designsAreComparedWithARevision() throws Exception {
    write("hello.yaml", HEAD + "traffic: { peak: 10/s }\ninterface: { http: { deadline: 1s } }\n");
    write("runbooks/a.md", "# A\n");
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-q", "-m", "first");
    write(
        "hello.yaml",
        HEAD + "traffic: { peak: 600/m }\ninterface: { http: { deadline: 1000ms } }\n");

    assertThat(run("design", "diff", "--git", "HEAD", ops.toString()).printed())
        .contains("no difference");

    write("hello.yaml", HEAD + "traffic: { peak: 20/s }\n");
    Ran ran = run("design", "diff", "--git", "main", ops.resolve("hello.yaml").toString());
    assertThat(ran.exitCode()).as(ran.printed()).isZero();
    assertThat(ran.printed()).contains("traffic/peak", "10/s", "20/s", "main:ops/hello.yaml:5");
  }

  @Test
  void whatGitCannotGiveIsTold() throws Exception {
    write("hello.yaml", HEAD);
    Ran outside = run("design", "diff", "--git", "HEAD", ops.toString());
    assertThat(outside.exitCode()).isEqualTo(2);
    assertThat(outside.printed()).contains("not in a git repository");

    git("init", "-q", "-b", "main");
    git("commit", "-q", "--allow-empty", "-m", "first");
    assertThat(run("design", "diff", "--git", "nowhere", ops.toString()).printed())
        .contains("no revision nowhere in " + folder.toRealPath());
    assertThat(run("design", "diff", "--git", "--help", ops.toString()).exitCode()).isEqualTo(2);
    assertThat(run("design", "diff", "--git", "HEAD", ops.toString()).printed())
        .contains(ops + ": no designs there at revision HEAD");
    assertThat(run("design", "diff", "--git", "HEAD", folder.resolve("x").toString()).printed())
        .contains("no such file or folder");
    assertThat(run("design", "diff", ops.toString()).exitCode()).isEqualTo(2);
  }
}
