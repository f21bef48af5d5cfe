import { createElement } from "react";
import { renderToStaticMarkup, renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ErrorBoundary } from "./error-boundary";
import { Markdown, PlainText } from "./markdown";

function render(text: string): string {
  return renderToStaticMarkup(createElement(Markdown, null, text));
}

describe("what people write", () => {
  it("never becomes an element that runs", () => {
    const html = render(
      "<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) [b](data:text/html,x)",
    );
    expect(html).not.toMatch(/<script|<img|href/i);
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  });

  it("never loads a picture from elsewhere, not even through a protocol-relative or backslash address", () => {
    for (const address of [
      "https://evil.example/p.png",
      "//evil.example/p.png",
      "/\\evil.example/p.png",
      "p.png",
    ]) {
      expect(render(`![photo](${address})`)).not.toContain("<img");
    }
    expect(render("![photo](/api/attachments/1)")).toContain('<img src="/api/attachments/1"');
  });

  it("links without telling where the reader came from", () => {
    expect(render("[guide](https://example.org)")).toContain('rel="noopener noreferrer nofollow"');
  });

  it("keeps headings below the page's own, and ticks as words", () => {
    const html = render("# Big\n\n- [x] one\n- [ ] two");
    expect(html).not.toMatch(/<h1|<input/);
    expect(html).toContain("done: ");
    expect(html).toContain("to do: ");
  });

  it("is shown plain, with a word about it, where it asks for more than a page draws", () => {
    const html = render("- a\n".repeat(7_000));
    expect(html).toContain("Shown as plain text");
    expect(html).toContain("- a\n- a\n");
    expect(html).not.toContain("<li");
  });
});

describe("a message that cannot be drawn", () => {
  function Broken(): never {
    throw new Error("cannot be drawn");
  }

  it("is its plain text on the server, and its neighbours are as ever", () => {
    const html = renderToString(
      createElement(
        "div",
        null,
        createElement(
          ErrorBoundary,
          { fallback: createElement(PlainText, null, "what was *typed*") },
          createElement(Broken),
        ),
        createElement(Markdown, null, "**fine**"),
      ),
    );
    expect(html).toContain("what was *typed*");
    expect(html).toContain("<strong>fine</strong>");
  });
});
