package dev.mainstay.promql;

/** Writes an expression, what does not fit on a line over several. */
final class Formatter {
  private static final int WIDTH = 100;
  private static final String INDENT = "  ";

  private Formatter() {}

  static String format(Expr expr) {
    return format(expr, 0);
  }

  private static String format(Expr expr, int level) {
    String indent = INDENT.repeat(level);
    String line = indent + Printer.print(expr);
    if (line.length() <= WIDTH) {
      return line;
    }
    return switch (expr) {
      case Expr.Binary b ->
          format(b.left(), level + 1)
              + "\n"
              + indent
              + Printer.operator(b)
              + "\n"
              + format(b.right(), level + 1);
      case Expr.Aggregation a ->
          indent
              + Printer.head(a)
              + "(\n"
              + (a.parameter() == null ? "" : format(a.parameter(), level + 1) + ",\n")
              + format(a.operand(), level + 1)
              + "\n"
              + indent
              + ")";
      case Expr.Call c -> {
        var text = new StringBuilder(indent).append(c.function().name()).append("(\n");
        for (int i = 0; i < c.arguments().size(); i++) {
          text.append(i == 0 ? "" : ",\n").append(format(c.arguments().get(i), level + 1));
        }
        yield c.arguments().isEmpty()
            ? line
            : text.append("\n").append(indent).append(")").toString();
      }
      case Expr.Paren p -> indent + "(\n" + format(p.inner(), level + 1) + "\n" + indent + ")";
      case Expr.Subquery s -> format(s.inner(), level) + Printer.window(s);
      case Expr.Unary u ->
          indent
              + (u.negative() ? "-" : "+")
              + format(u.operand(), level).substring(indent.length());
      default -> line;
    };
  }
}
