import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../support/journey";
import { makeSession } from "@/testing/factories";
import { cookieOf } from "@/testing/http/requests";
import { projectRoot } from "@/server/process/root";

/** Every page under src/app, found in the folder itself: a new one is looked at without a word here. */
const PAGES = readdirSync(join(projectRoot(), "src", "app"), { recursive: true, encoding: "utf8" })
  .filter((path) => path === "page.tsx" || path.endsWith("/page.tsx"))
  .map((path) => `/${path.replace(/\/?page\.tsx$/, "").replace(/\([^)]*\)\/?/g, "")}`)
  .sort();

test("every page, found or not, runs only its own scripts, and nobody frames it", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const cookie = await cookieOf(await makeSession(desk.cast.admin));
  const paths = [...PAGES, "/nothing-is-here", "/tickets/999999", "/admin/nothing"].map((path) =>
    path.replace("[ticket]", String(ticket.number)).replace(/\[\w+\]/g, "nothing"),
  );
  expect(paths.length).toBeGreaterThan(12);
  const nonces = new Set<string>();
  let scripts = 0;
  for (const path of paths) {
    for (const shown of [cookie, null]) {
      const answer = await fetch(`${desk.server.url}${path}`, {
        redirect: "manual",
        headers: { accept: "text/html", ...(shown === null ? {} : { cookie: shown }) },
      });
      const html = await answer.text();
      const policy = answer.headers.get("content-security-policy") ?? "";
      const directives = new Map(policy.split("; ").map((one) => [one.split(" ")[0], one]));
      const [, nonce = ""] = /'nonce-([^']+)'/.exec(directives.get("script-src") ?? "") ?? [];
      expect.soft(nonce, path).toMatch(/^[\w+/=]{22,}$/);
      expect.soft(nonces.has(nonce), `${path}: a nonce of its own`).toBe(false);
      nonces.add(nonce);
      expect
        .soft(directives.get("script-src"), path)
        .toBe(`script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`);
      expect.soft(directives.get("frame-ancestors"), path).toBe("frame-ancestors 'none'");
      expect.soft(directives.get("object-src"), path).toBe("object-src 'none'");
      expect.soft(directives.get("base-uri"), path).toBe("base-uri 'none'");
      expect
        .soft(
          [
            "x-content-type-options",
            "x-frame-options",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "referrer-policy",
          ].map((name) => answer.headers.get(name)),
          path,
        )
        .toEqual(["nosniff", "DENY", "same-origin", "same-origin", "same-origin"]);
      expect.soft(answer.headers.get("permissions-policy"), path).toContain("camera=()");
      expect.soft(answer.headers.get("x-powered-by"), path).toBeNull();
      // Over plain http a promise of https would be ignored, and is not made.
      expect.soft(answer.headers.get("strict-transport-security"), path).toBeNull();
      const tags = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
      scripts += tags.length;
      expect
        .soft(
          tags.filter((tag) => !tag.includes(`nonce="${nonce}"`) && !tag.includes("application/")),
          path,
        )
        .toEqual([]);
      expect
        .soft(
          [...html.matchAll(/<[^>]+\son\w+\s*=/g)].map(([tag]) => tag),
          path,
        )
        .toEqual([]);
      expect.soft(html.includes("javascript:"), path).toBe(false);
    }
  }
  expect(scripts).toBeGreaterThan(paths.length);
});
