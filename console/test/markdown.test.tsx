import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markdown, safeHref } from "../src/ui/Markdown";

const html = (text: string) => renderToStaticMarkup(<Markdown text={text} />);

describe("a runbook", () => {
  it("shows lists, tables and code", () => {
    expect(html("1. first\n2. `second`")).toContain("<ol start=\"1\"><li>first</li><li><code>second</code></li></ol>");
    expect(html("|a|b|\n|-|-|\n|1|2|")).toContain("<td>2</td>");
  });
  it("leaves raw HTML as text", () => {
    const shown = html('<script>alert(1)</script>\n\nhi <img src=x onerror="alert(1)"> there');
    expect(shown).not.toContain("<script");
    expect(shown).not.toContain("<img");
    expect(shown).toContain("&lt;script&gt;");
  });
  it("loads no images", () => {
    expect(html("![diagram](https://example.org/a.png)")).toBe('<div class="markdown"><p>diagram</p></div>');
  });
  it("shows characters once escaped", () => {
    expect(html("a & b < c")).toContain("a &amp; b &lt; c");
  });
  it("follows web and mail addresses only", () => {
    expect(html("[x](javascript:alert(1))")).not.toContain("href");
    expect(html("[x](https://example.org)")).toContain('href="https://example.org"');
  });
});

describe("safeHref", () => {
  it.each([
    ["https://a.example", "https://a.example"],
    ["mailto:a@b.example", "mailto:a@b.example"],
    ["/incidents/inc-1", "/incidents/inc-1"],
    ["#steps", "#steps"],
    ["//evil.example", null],
    ["javascript:alert(1)", null],
    ["JaVaScRiPt:alert(1)", null],
    ["data:text/html,x", null],
    [" javascript:x", null],
  ])("%s becomes %s", (href, expected) => expect(safeHref(href)).toBe(expected));
});
