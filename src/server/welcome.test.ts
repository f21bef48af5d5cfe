import { describe, expect, it } from "vitest";
import { loadEnv } from "./env";
import { welcome } from "./welcome";

const PEOPLE = [
  { name: "Ada", role: "admin", email: "ada@helpejo.example", password: "a long demo password" },
];

function block(source: Record<string, string>, firstRunUrl: string | null = null): string {
  return welcome({
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
      NEXTAUTH_SECRET: "sesame sesame",
      DATABASE_URL: "postgresql://u:opensesame@db/x",
    });
    expect(text).not.toMatch(/hunter2|sesame/);
  });

  it("says how to let the network in only while it is kept out, and keeps a demo a demo", () => {
    expect(block({})).toMatch(/HOST=0\.0\.0\.0 NEXTAUTH_URL=http:\/\/\S+:3003 DEMO=1 npm start/);
    expect(block({ HOST: "0.0.0.0" })).not.toContain("HOST=0.0.0.0");
  });
});
