import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatText } from "./format";
import { readLink } from "./links";

const OWN = ["https://desk.example", "http://localhost:3003"];
const link = (address: string, label = "text") => readLink(address, label, OWN);

describe("links in what people write", () => {
  it.each([
    "//evil.example",
    "/\\evil.example",
    "/\\/evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/%5Cevil.example",
    "/%5c%5cevil.example",
    "/%2Fevil.example",
    "/%2e//evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "https:\\\\evil.example",
    "https://desk.example@evil.example/",
    "https://desk.example:x@evil.example/",
    "https://a@evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    " javascript:alert(1)",
    "javascript&colon;alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "blob:https://desk.example/x",
    "view-source:https://x.example",
    "file:///etc/passwd",
    "smb://host/share",
    "ftp://host/x",
    "x",
    "tickets/1",
    "?q=1",
    "",
    "#top",
    "mailto:a@b.example?bcc=c@d.example",
    "mailto:",
    "tel:",
    "tel:javascript",
    "https://",
    "https://evil.example/\u202egnp.exe",
    "https://ev\u200bil.example",
  ])("%j is text", (address) => {
    expect(link(address)).toBeNull();
  });

  it.each([
    "/api/auth/signout",
    "/api/auth/signout?callbackUrl=/",
    "/API/auth/signout",
    "/api",
    "/%61pi/auth/signout",
    "/tickets/../api/auth/signout",
    "/tickets/%2e%2e/api/auth/signout",
    "/./api/auth/signout",
    "/sign-out",
    "/sign-in?callbackUrl=//evil.example",
    "/api/tickets/export.csv",
    "/api/attachments/../auth/signout",
    "https://desk.example/api/auth/signout",
    "https://desk.example:443/api/auth/signout",
    "https://DESK.example./api/auth/signout",
    "http://desk.example/sign-out",
    "https://desk.example//api/auth/signout",
    "http://localhost:3003/%61pi/me",
  ])("%j leads to no page of ours, so it is text", (address) => {
    expect(link(address)).toBeNull();
  });

  it("leads to pages and files of ours in this tab", () => {
    for (const address of [
      "/",
      "/tickets/12",
      "/tickets?status=open#x",
      "/api/attachments/0b1c",
      "#message-0b1c-2",
    ]) {
      expect(link(address)).toEqual({ href: address, isElsewhere: false, destination: null });
    }
    expect(link("https://desk.example/tickets/1")).toMatchObject({ isElsewhere: false });
  });

  it("leads to every page of ours, and a path of a disk to none", () => {
    const pages = join(import.meta.dirname, "../../app/(desk)");
    const found = readdirSync(pages, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith("page.tsx"),
    );
    expect(found.length).toBeGreaterThan(3);
    for (const page of found) {
      const address = `/${page.replace(/\/?page\.tsx$/, "").replace(/\[\w+\]/g, "12")}`;
      expect(link(address), address).toMatchObject({ href: address });
    }
    for (const address of ["/var/log/app.log", "/opt/app/main.py:33", "/b", "/admins", "/etc/passwd"]) {
      expect(link(address), address).toBeNull();
    }
    expect(formatText("[ERROR](/var/log/app.log) full").html).toContain(">[ERROR](/var/log/app.log) full<");
  });

  it("says where it leads unless its text is the address itself", () => {
    expect(link("https://evil.example/x", "https://desk.example/x")?.destination).toBe("evil.example");
    expect(link("https://evil.example", "desk.example")?.destination).toBe("evil.example");
    expect(link("https://evil.example/", "our guide")?.destination).toBe("evil.example");
    expect(link("https://xn--dsk-qla.example/", "https://dësk.example/")?.destination).toBe(
      "xn--dsk-qla.example",
    );
    expect(link("https://desk.example.evil.example/", "desk.example")?.destination).toBe(
      "desk.example.evil.example",
    );
    expect(link("mailto:x@evil.example", "support@desk.example")?.destination).toBe("x@evil.example");
    expect(link("tel:+49123", "call us")?.destination).toBe("+49123");
    expect(link("tel:1", "x")).toEqual({ href: "tel:1", isElsewhere: false, destination: "1" });
    for (const label of ["https://example.org/a", "example.org/a"]) {
      expect(link("https://example.org/a", label)?.destination).toBeNull();
    }
  });

  it("is text where its own text hides or reverses characters", () => {
    for (const label of ["\u202egro.elpmaxe", "a\u2066b", "\u200b", " ", "a\u200fb"]) {
      expect(link("https://example.org", label)).toBeNull();
    }
  });

  it("leads where a browser would go by its href, and nowhere that is not allowed, for any text", () => {
    const pieces = fc.constantFrom(
      ..."/,//,\\,%5C,%2f,%2e,.,..,@,:,#,?,api,sign-out,auth,javascript:,https:,http://,desk.example,evil.example,mailto:,tel:,a,1".split(
        ",",
      ),
      "\t",
      "\n",
      "\u0000",
      "\u202e",
      " ",
      "é",
    );
    const addresses = fc.array(
      fc.oneof(
        { weight: 5, arbitrary: pieces },
        { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 4 }) },
      ),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(addresses, fc.string(), (parts, label) => {
        const found = readLink(parts.join(""), label, OWN);
        if (!found) {
          return;
        }
        const url = new URL(found.href, "https://desk.example/tickets/1");
        expect(["https:", "http:", "mailto:", "tel:"]).toContain(url.protocol);
        expect(url.username + url.password).toBe("");
        const isOurs = url.protocol.startsWith("http") && /^(desk\.example\.?|localhost)$/.test(url.hostname);
        if (isOurs) {
          expect(decodeURIComponent(url.pathname)).not.toMatch(
            /^\/+(api(?!\/attachments\/[\w-]+$)|sign-out)(\/|$)/i,
          );
        } else if (url.protocol.startsWith("http")) {
          expect(found.isElsewhere).toBe(true);
          expect(found.destination === url.host || parts.join("").includes(label.trim())).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it("is drawn with its destination beside it", () => {
    const page = formatText("see [https://desk.example/reset](https://evil.example/reset)", OWN).html;
    expect(page).toContain('<a href="https://evil.example/reset"');
    expect(page).toContain("<bdi>https://desk.example/reset</bdi></a>");
    expect(page).toContain("(evil.example)");
  });

  it("addresses that stand by themselves are links, without the sentence around them", () => {
    const page = formatText("(see https://x.example/a_(b), www.y.example. or ada@z.example!)").html;
    expect(page).toContain('href="https://x.example/a_(b)"');
    expect(page).toContain('href="https://www.y.example/"');
    expect(page).toContain('href="mailto:ada@z.example"');
    expect(formatText("https://desk.example@evil.example/ and ada@b@c.example").html).not.toContain("<a");
  });
});
