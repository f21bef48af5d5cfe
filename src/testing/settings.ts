import { tmpdir } from "node:os";
import { join } from "node:path";
import { setCurrentTranslate } from "@/messages/current";
import { translatorFor } from "@/messages/translator";
import { shareOnce } from "@/server/process/globals";

/**
 * What every test process starts with, before any module reads its settings: nothing of the developer's own
 * environment decides what a test sees.
 */
const SETTINGS: Record<string, string> = {
  NEXTAUTH_SECRET: "only-for-tests-and-no-secret-at-all",
  DATA_DIR: join(tmpdir(), `helpejo-tests-${process.getuid?.() ?? 0}`, "data"),
  DEMO: "0",
  LOG_LEVEL: "silent",
};

const UNSET = [
  "NEXTAUTH_URL",
  "DATABASE_URL",
  "DATABASE_PREPARED",
  "REDIS_URL",
  "ALLOWED_ORIGINS",
  "ADMIN_EMAIL",
  "ADMIN_PASSWORD",
  "TRUST_PROXY",
  "SMTP_URL",
  "MAIL_FROM",
  "OIDC_ISSUER",
  "OIDC_CLIENT_ID",
  "OIDC_CLIENT_SECRET",
  "LDAP_URL",
  "LDAP_BASE_DN",
];

// Test files follow each other in one process: what one of them sets in the environment ends with it.
const environment = shareOnce("environment-at-start", () => ({ ...process.env }));
Object.assign(process.env, environment, SETTINGS);
Object.keys(process.env)
  .filter((name) => UNSET.includes(name) || !(name in environment || name in SETTINGS))
  .forEach((name) => Reflect.deleteProperty(process.env, name));

// What the browser's code says outside of pages, it says in English.
setCurrentTranslate(translatorFor({ language: "en", locale: "en" }));

/**
 * What says the same to every file, and is dear to make. Routes leave their schemas, and who accepts a provider's tokens, when
 * they are imported, which is done once.
 */
const KEPT = [
  "foreign-tokens",
  "environment-at-start",
  "foreign-tokens",
  "input-schemas",
  "password-guesses",
  "schema-engine",
  "nobodys-hash",
  "project-root",
  "version",
];

// What a process keeps once is made anew for each file.
const shared: unknown = Reflect.get(globalThis, Symbol.for("helpejo.process"));
if (shared instanceof Map) {
  [...shared.keys()].filter((key) => !KEPT.includes(key)).forEach((key) => shared.delete(key));
}
