import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup, renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ErrorBoundary } from "@/ui/states/error-boundary";
import { HARD_TEXTS } from "@/testing/texts/hard";
import { inEnglish } from "@/testing/browser/in-english";
import { Markdown } from "./markdown";

function render(text: string): string {
  return renderToStaticMarkup(inEnglish(createElement(Markdown, null, text)));
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

  it("links without a referrer", () => {
    expect(render("[guide](https://example.org)")).toContain('rel="noopener noreferrer nofollow"');
  });

  it("keeps headings below the page's own, and ticks as words", () => {
    const html = render("# Big\n\n- [x] one\n- [ ] two");
    expect(html).not.toMatch(/<h1|<input/);
    expect(html).toContain("done: ");
    expect(html).toContain("to do: ");
  });

  it("is shown plain, with a remark, where it has too many elements", () => {
    const html = render("- a\n".repeat(7_000));
    expect(html).toContain("Shown as plain text");
    expect(html).toContain("- a\n- a\n");
    expect(html).not.toContain("<li");
  });
});

describe("a message that cannot be rendered", () => {
  it("is shown as plain text until it changes", () => {
    const message = { fallback: "what was *typed*", children: "drawn" };
    const boundary = new ErrorBoundary(message);
    expect(boundary.render()).toBe("drawn");
    boundary.state = ErrorBoundary.getDerivedStateFromError();
    expect(boundary.render()).toBe("what was *typed*");
  });

  it("never breaks the page that the server sends", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(renderToString(inEnglish(createElement(Markdown, null, text)))).toContain("prose-quiet");
      }),
    );
    for (const make of Object.values(HARD_TEXTS)) {
      expect(renderToString(inEnglish(createElement(Markdown, null, make(5_000))))).toContain("prose-quiet");
    }
  });

  it("is sent once, however long it is", () => {
    const html = renderToString(
      inEnglish(createElement(Markdown, null, `sentinel ${"word ".repeat(4_000)}`)),
    );
    expect(html.split("sentinel").length - 1).toBe(1);
    expect(html.length).toBeLessThan(21_000);
  });
});
