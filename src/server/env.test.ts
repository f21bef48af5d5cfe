import { describe, expect, it } from "vitest";
import { EnvError, loadEnv } from "./env";

function linesOf(source: Record<string, string>): readonly string[] {
  try {
    loadEnv(source);
  } catch (error) {
    if (error instanceof EnvError) {
      return error.lines;
    }
    throw error;
  }
  return [];
}

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
    [{ DEMO: "0" }, false],
  ])("are a demo only on this machine and with nothing real configured: %o", (source, demo) => {
    expect(loadEnv(source).demo).toBe(demo);
  });

  it("give each instance the next port, and the origins of the first", () => {
    const shared = {
      INSTANCES: "2",
      DATABASE_URL: "postgresql://u@db/x",
      REDIS_URL: "redis://r",
      NEXTAUTH_SECRET: "12345678",
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
    ["INSTANCES", "0"],
    ["NEXTAUTH_URL", "help.example.org"],
    ["NEXTAUTH_URL", "https://example.org/helpdesk"],
    ["ALLOWED_ORIGINS", "https://ok.example.org, ftp://x"],
    ["NEXTAUTH_SECRET", "short"],
    ["DEMO", "yes"],
    ["TRUST_PROXY", "true"],
    ["MAX_UPLOAD_MB", "-1"],
    ["METRICS_TOKEN", "two words"],
    ["SHUTDOWN_GRACE_SECONDS", "10s"],
    ["LOG_LEVEL", "loud"],
  ])("gets one line with its name, what is wrong and an example: %s=%s", (name, value) => {
    const lines = linesOf({ [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name} .+; for example ${name}=`));
    expect(lines[0]).not.toContain("\n");
    expect(lines[0]).not.toContain("hunter2secret");
  });

  it("does not hide another one", () => {
    expect(linesOf({ PORT: "abc", DEMO: "maybe", TRUST_PROXY: "x" })).toHaveLength(3);
  });

  it("may be one that is missing: several instances share a database, Redis and a secret", () => {
    expect(linesOf({ INSTANCES: "2" }).map((line) => line.split(" ")[0])).toEqual([
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
  ])("may be half of the first admin: %o", (source, name) => {
    const lines = linesOf(source);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.startsWith(`${name} `)).toBe(true);
    expect(lines[0]).not.toMatch(/0123456/);
  });
});
