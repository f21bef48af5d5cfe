import { describe, expect, it } from "vitest";
import { loadEnv } from "./env";
import { banner } from "./start-banner";

const PEOPLE = [
  { name: "Ada", role: "admin", email: "ada@helpejo.example", password: "a long demo password" },
];

/** Settings by which other machines reach the server. */
const OUTWARD: Record<string, string>[] = [
  { HOST: "0.0.0.0" },
  { NEXTAUTH_URL: "https://help.example.org" },
  { ALLOWED_ORIGINS: "https://help.example.org" },
  { TRUST_PROXY: "1" },
];

function block(source: Record<string, string>, firstRunUrl: string | null = null): string {
  return banner({
    env: loadEnv({ DATA_DIR: "/data", ...source }),
    isDevelopment: false,
    demoPeople: PEOPLE,
    firstRunUrl,
    colours: false,
  });
}

describe("the block at the end of a start", () => {
  it("fits into 80 columns and has no colours on a file", () => {
    const text = block(
      { NEXTAUTH_URL: "https://help.example.org" },
      "http://localhost:3003/first-run/0123456789abcdef0123456789abcdef",
    );
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).not.toContain("\u001b");
  });

  it("shows the demo's passwords in demo mode alone", () => {
    expect(block({})).toContain("a long demo password");
    expect(block({ DEMO: "0" })).not.toContain("a long demo password");
  });

  it("never shows a configured password or secret", () => {
    const text = block({
      ADMIN_EMAIL: "a@example.org",
      ADMIN_PASSWORD: "hunter2hunter2",
      NEXTAUTH_SECRET: "sesame sesame: nine grey geese on ice",
      DATABASE_URL: "postgresql://u:opensesame@db/x",
    });
    expect(text).not.toMatch(/hunter2|sesame/);
  });

  it("says how to let the network in only while it is kept out, and never with the demo", () => {
    expect(block({})).toMatch(/HOST=0\.0\.0\.0 NEXTAUTH_URL=http:\/\/\S+:3003 DEMO=0 npm start/);
    for (const outward of OUTWARD) {
      expect(block(outward)).not.toMatch(/npm start/);
    }
  });

  it.each(OUTWARD)("warns of a demo that others can reach, and of which setting says so: %o", (outward) => {
    const [sign] = Object.entries(outward).map(([name, value]) => `${name}=${value}`);
    expect(block({ ...outward, DEMO: "1" })).toMatch(/WARNING: DEMO=1/);
    expect(block({ ...outward, DEMO: "1" })).toContain(sign);
    expect(block({ ...outward, DEMO: "0" })).not.toMatch(/WARNING/);
    expect(block({ DEMO: "1" })).not.toMatch(/WARNING/);
  });
});
