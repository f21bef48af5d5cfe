import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markdown } from "./markdown";

function render(text: string): string {
  return renderToStaticMarkup(createElement(Markdown, null, text));
}

describe("what people write", () => {
  it("never becomes an element that runs", () => {
    const html = render(
      "<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) [b](data:text/html,x)",
    );
    expect(html).not.toMatch(/<script|onerror|javascript:|data:text/i);
  });

  it("never loads a picture from elsewhere, not even through a protocol-relative or backslash address", () => {
    for (const address of ["https://evil.example/p.png", "//evil.example/p.png", "p.png"]) {
      expect(render(`![photo](${address})`)).not.toContain("<img");
    }
    // A browser reads "/\\" as "//"; encoded it is a path of ours.
    expect(render("![photo](/\\evil.example/p.png)")).toContain('src="/%5Cevil.example/p.png"');
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
});
