import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { env } from "@/server/process/env";
import { openSecret, sealSecret } from "./seal";

const FILE = join(env().dataDir, "sealing-keys.json");

it("what is sealed opens again for the same purpose, and never looks the same twice", () => {
  const [one, other] = [sealSecret("Geheimnis 🗝", "totp ada"), sealSecret("Geheimnis 🗝", "totp ada")];
  expect(one).not.toBe(other);
  expect(one).not.toContain("Geheimnis");
  expect([openSecret(one, "totp ada"), openSecret(other, "totp ada")]).toEqual([
    "Geheimnis 🗝",
    "Geheimnis 🗝",
  ]);
});

it("opens for no other purpose, and not when a single bit of it was changed", () => {
  const sealed = sealSecret("JBSWY3DPEHPK3PXP", "totp ada");
  expect(() => openSecret(sealed, "totp grace")).toThrow();
  const [version, id, body = ""] = sealed.split(".");
  const bytes = Buffer.from(body, "base64url");
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => openSecret([version, id, changed.toString("base64url")].join("."), "totp ada")).toThrow();
  }
  for (const nothing of ["", "1", "1.a.b", `2.${id}.${body}`, `1.${id}.`, `1.unknown.${body}`]) {
    expect(() => openSecret(nothing, "totp ada")).toThrow();
  }
});

it("the keys are in a file that only its owner reads, and a second key leaves the first one of use", () => {
  const before = sealSecret("kept", "totp ada");
  expect(statSync(FILE).mode & 0o777).toBe(0o600);
  expect(readdirSync(env().dataDir).filter((name) => name.startsWith("sealing-keys.json."))).toEqual([]);
  const text = readFileSync(FILE, "utf8");
  const keyring = JSON.parse(text);
  keyring.keys["second"] = Buffer.alloc(32, 7).toString("base64url");
  keyring.current = "second";
  writeFileSync(FILE, JSON.stringify(keyring));
  try {
    expect(sealSecret("new", "totp ada")).toMatch(/^1\.second\./);
    expect(openSecret(before, "totp ada")).toBe("kept");
  } finally {
    writeFileSync(FILE, text);
  }
});
