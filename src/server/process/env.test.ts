import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { envErrorsOf } from "@/testing/env";
import { loadEnv } from "./env";
import { variables } from "./env-schema";

describe("the settings", () => {
  it("are complete without any variable", () => {
    const settings = loadEnv({});
    expect(settings).toMatchObject({
      host: "127.0.0.1",
      port: 3003,
      databaseUrl: null,
      redisUrl: null,
      instances: 1,
      publicUrl: "http://localhost:3003",
      demo: true,
      trustProxy: 0,
      maxUploadBytes: 25 * 1024 * 1024,
      metricsToken: null,
      shutdownGraceMilliseconds: 10_000,
    });
    expect(settings.allowedOrigins).toEqual([
      "http://localhost:3003",
      "http://127.0.0.1:3003",
      "http://[::1]:3003",
    ]);
  });

  it.each([
    ["Pat@localhost", "pat@localhost"],
    ["jörg@bücher.example", "jörg@xn--bcher-kva.example"],
  ])("take %s as the first admin's address, in its one form", (input, stored) => {
    expect(loadEnv({ ADMIN_EMAIL: input, ADMIN_PASSWORD: "0123456789" }).adminEmail).toBe(stored);
  });

  it("count an empty variable as unset", () => {
    expect(loadEnv({ REDIS_URL: "", PORT: "  " })).toMatchObject({ redisUrl: null, port: 3003 });
  });

  it("have the public address's origin as the one allowed origin, and those of ALLOWED_ORIGINS", () => {
    const settings = loadEnv({
      NEXTAUTH_URL: "https://help.example.org/",
      ALLOWED_ORIGINS: "https://a.example.org, https://b.example.org:8443",
    });
    expect(settings.allowedOrigins).toEqual([
      "https://help.example.org",
      "https://a.example.org",
      "https://b.example.org:8443",
    ]);
    expect(settings.furtherOrigins).toEqual(["https://a.example.org", "https://b.example.org:8443"]);
    expect(settings.publicUrl).toBe("https://help.example.org");
  });

  it.each([
    [{}, true],
    [{ HOST: "::1" }, true],
    [{ HOST: "localhost" }, true],
    [{ HOST: "0.0.0.0" }, false],
    [{ DATABASE_URL: "postgresql://u@db/x" }, false],
    [{ ADMIN_EMAIL: "a@example.org", ADMIN_PASSWORD: "0123456789" }, false],
    [{ HOST: "0.0.0.0", DEMO: "1" }, true],
    [{ HOST: "LOCALHOST" }, true],
    [{ HOST: "127.0.0.2" }, true],
    [{ HOST: "127.0.0.1.example.org" }, false],
    [{ HOST: "::" }, false],
    [{ REDIS_URL: "redis://127.0.0.1:6379" }, false],
    [{ TRUST_PROXY: "1" }, false],
    [{ TRUST_PROXY: "0" }, true],
    [{ NEXTAUTH_URL: "https://help.example.org" }, false],
    [{ NEXTAUTH_URL: "http://192.168.0.20:3003" }, false],
    [{ NEXTAUTH_URL: "http://localhost.example.org" }, false],
    [{ NEXTAUTH_URL: "http://localhost:3003" }, true],
    [{ NEXTAUTH_URL: "http://[::1]:3003/api/auth" }, true],
    [{ NEXTAUTH_URL: "https://127.0.0.1" }, true],
    [{ ALLOWED_ORIGINS: "http://localhost:3004,http://127.0.0.1" }, true],
    [{ ALLOWED_ORIGINS: "http://localhost:3004,https://intranet.example.org" }, false],
    [{ TRUST_PROXY: "1", DEMO: "1" }, true],
    [{ DEMO: "0" }, false],
  ])("are a demo only on this machine and with nothing real configured: %o", (source, demo) => {
    expect(loadEnv(source).demo).toBe(demo);
  });

  it.each([
    ["smtps://desk:p%40ss@mail.example.org", { host: "mail.example.org", port: 465, isSecure: true }],
    ["smtp://desk:p%40ss@mail.example.org:2525/", { host: "mail.example.org", port: 2525, isSecure: false }],
  ])("take %s as a mail server, with the password as it was before it was encoded", (url, server) => {
    const { mail } = loadEnv({ SMTP_URL: url, MAIL_FROM: "Help desk <Help@bücher.example>" });
    expect(mail).toEqual({
      ...server,
      auth: { user: "desk", password: "p@ss" },
      from: { name: "Help desk", address: "help@xn--bcher-kva.example" },
    });
    expect(loadEnv({ SMTP_URL: "smtp://localhost", MAIL_FROM: "help@example.org" }).mail).toMatchObject({
      port: 587,
      auth: null,
      from: { name: null, address: "help@example.org" },
    });
  });

  it("give each instance the next port, and the origins of the first", () => {
    const shared = {
      INSTANCES: "2",
      DATABASE_URL: "postgresql://u@db/x",
      REDIS_URL: "redis://r",
      NEXTAUTH_SECRET: "nine grey geese cross the frozen lake",
    };
    expect(loadEnv({ ...shared, NODE_APP_INSTANCE: "1" })).toMatchObject({
      port: 3004,
      publicUrl: "http://localhost:3003",
    });
    expect(loadEnv({ NODE_APP_INSTANCE: "1" }).port).toBe(3003);
  });
});

describe("a bad variable", () => {
  it.each([
    ["PORT", "abc"],
    ["PORT", "70000"],
    ["PORT", "0"],
    ["HOST", "not a host"],
    ["DATABASE_URL", "mysql://u:hunter2secret@db/x"],
    ["REDIS_URL", "http://:hunter2secret@r"],
    ["SMTP_URL", "mail.example.org:465"],
    ["SMTP_URL", "smtps://desk:hunter2secret@"],
    ["SMTP_URL", "smtps://desk@mail.example.org"],
    ["SMTP_URL", "smtps://desk:hunter2secret@mail.example.org?tls=off"],
    ["MAIL_FROM", "help desk"],
    ["MAIL_FROM", "Desk <help@example.org>, Other <other@example.org>"],
    ["INSTANCES", "0"],
    ["NEXTAUTH_URL", "help.example.org"],
    ["NEXTAUTH_URL", "https://example.org/helpdesk"],
    ["ALLOWED_ORIGINS", "https://ok.example.org, ftp://x"],
    ["NEXTAUTH_SECRET", "short"],
    ["NEXTAUTH_SECRET", "31 bytes are one byte too short"],
    ["NEXTAUTH_SECRET", "x".repeat(40)],
    ["NEXTAUTH_SECRET", "changemechangemechangemechangemechan"],
    ["NEXTAUTH_SECRET", "ababababababababababababababababab"],
    ["NEXTAUTH_SECRET", "0123456789".repeat(4)],
    ["NEXTAUTH_SECRET", "please-change-me-to-something-long-1234"],
    ["DEMO", "yes"],
    ["TRUST_PROXY", "true"],
    ["MAX_UPLOAD_MB", "-1"],
    ["METRICS_TOKEN", "two words of which a token has none"],
    ["METRICS_TOKEN", "letmein"],
    ["METRICS_TOKEN", "0000000000000000"],
    ["SHUTDOWN_GRACE_SECONDS", "10s"],
    ["LOG_LEVEL", "loud"],
    ["LOG_FORMAT", "pretty"],
  ])("gets one line with its name, what is wrong and an example: %s=%s", (name, value) => {
    const lines = envErrorsOf({ [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name} .+; for example ${name}=`));
    expect(lines[0]).not.toContain("\n");
    expect(lines[0]).not.toContain("hunter2secret");
  });

  it("does not hide another bad one", () => {
    expect(envErrorsOf({ PORT: "abc", DEMO: "maybe", TRUST_PROXY: "x" })).toHaveLength(3);
  });

  it("may be one that is missing: several instances share a database, Redis and a secret", () => {
    expect(envErrorsOf({ INSTANCES: "2" }).map((line) => line.split(" ")[0])).toEqual([
      "DATABASE_URL",
      "REDIS_URL",
      "NEXTAUTH_SECRET",
    ]);
  });

  it("may be one that is missing beside a part of Helpejo: the others share the same", () => {
    expect(envErrorsOf({ PROCESS_ROLE: "web" }).map((line) => line.split(" ")[0])).toEqual([
      "DATABASE_URL",
      "REDIS_URL",
      "NEXTAUTH_SECRET",
    ]);
  });

  it.each([
    [{ ADMIN_EMAIL: "a@example.org" }, "ADMIN_PASSWORD"],
    [{ ADMIN_PASSWORD: "0123456789" }, "ADMIN_EMAIL"],
    [{ ADMIN_EMAIL: "a@example.org", ADMIN_PASSWORD: "012345678" }, "ADMIN_PASSWORD"],
    [{ ADMIN_EMAIL: "nobody", ADMIN_PASSWORD: "0123456789" }, "ADMIN_EMAIL"],
    [{ ADMIN_EMAIL: "a b@example.org", ADMIN_PASSWORD: "0123456789" }, "ADMIN_EMAIL"],
  ])("may be half of the first admin: %o", (source, name) => {
    const lines = envErrorsOf(source);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.startsWith(`${name} `)).toBe(true);
    expect(lines[0]).not.toMatch(/0123456/);
  });
});

describe("a variable that is none of ours", () => {
  it.each([
    ["NEXTAUTH_URLS", "NEXTAUTH_URL"],
    ["NEXT_AUTH_URL", "NEXTAUTH_URL"],
    ["MAX_UPLOAD", "MAX_UPLOAD_MB"],
    ["DATABASE_URI", "DATABASE_URL"],
    ["DATABSE_URL", "DATABASE_URL"],
    ["TRUST_PROXIES", "TRUST_PROXY"],
    ["ALLOWED_ORIGIN", "ALLOWED_ORIGINS"],
    ["ADMIN_PASS", "ADMIN_PASSWORD"],
    ["INSTANCE", "INSTANCES"],
    ["LOG_LEVELS", "LOG_LEVEL"],
  ])("and begins like one is warned of, with the one that was meant: %s", (name, meant) => {
    const { warnings } = loadEnv({ [name]: "hunter2secret" });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(new RegExp(`^${name} .*did you mean ${meant}\\?$`));
    expect(warnings[0]).not.toContain("hunter2secret");
  });

  it.each(["SMTP_HOST", "REDIS_PASSWORD", "HELPEJO_PORT", "S3_KEY", "OIDC_SECRET"])(
    "and belongs to our families is warned of: %s",
    (name) => expect(loadEnv({ [name]: "x" }).warnings).toHaveLength(1),
  );

  it("and is everybody's is left alone, and so is what is empty", () => {
    const everybodys = {
      HOSTNAME: "h",
      HOSTTYPE: "x86_64",
      PORTAL: "x",
      PORT_RANGE: "x",
      NODE_ENV: "production",
      NODE_OPTIONS: "--enable-source-maps",
      NODE_EXTRA_CA_CERTS: "x",
      npm_config_cache: "x",
      npm_package_name: "x",
      PATH: "/bin",
      HOME: "/root",
      LOGNAME: "x",
      PM2_HOME: "x",
      pm_id: "0",
      DATADOG_KEY: "x",
      DEMONSTRATION: "x",
      MAILCHECK: "60",
      ADMINISTRATOR: "x",
      REDIS_PORT: "tcp://10.0.0.1:6379",
      REDIS_PORT_6379_TCP_ADDR: "10.0.0.1",
      REDIS_SERVICE_HOST: "10.0.0.1",
      SMTP_SERVICE_PORT_SMTP: "25",
      SMTP_HOST: "  ",
      HELPEJO_ROOT: "/srv",
      NEXT_TELEMETRY_DISABLED: "1",
      NODE_APP_INSTANCE: "0",
    };
    expect(loadEnv(everybodys).warnings).toEqual([]);
  });
});

describe("the list of settings", () => {
  const root = join(import.meta.dirname, "../../..");
  const listed = [
    ...readFileSync(join(root, ".env.example"), "utf8").matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm),
  ].map(([, name]) => name ?? "");
  // PM2 and `npm start` number their processes by it; nobody sets it.
  const settable = variables.keyof().options.filter((name) => name !== "NODE_APP_INSTANCE");

  it("in .env.example is whole, and names nothing that is not read", () => {
    expect([...listed].sort()).toEqual([...settable].sort());
  });

  it("in the document of settings is whole", () => {
    const setup = readFileSync(join(root, "documents", "SETUP.md"), "utf8");
    expect(settable.filter((name) => !setup.includes(`\`${name}\``))).toEqual([]);
  });
});
