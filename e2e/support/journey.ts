import { expect, test as base } from "@playwright/test";
import { pool } from "@/server/database/database";
import { startBuiltServer, TEST_SECRET, type BuiltServer } from "@/testing/processes/built-server";
import { startRedis } from "@/testing/processes/redis";
import type { TestProvider } from "@/testing/providers/provider";
import { TcpProxy } from "@/testing/processes/tcp-proxy";
import { startMailServer, type TestMailServer } from "@/testing/mail";
import { until } from "@/testing/wait";
import { makeCast, type Cast } from "./cast";
import { Desk } from "./desk";
import { readSettings } from "./settings";
import { CompanyProxy } from "./company-proxy";

const START_MILLISECONDS = 120_000;

/** What journeys share: the running product, and the people in its database. */
interface Stage {
  server: BuiltServer;
  cast: Cast;
  proxy: CompanyProxy;
  wire: TcpProxy;
  mail: TestMailServer;
  /** The identity provider, where `hasProvider` asks for one. */
  provider: TestProvider | null;
}

/** What a project of playwright.config.ts asks for: servers of its own start with it. */
interface Wishes {
  hasProvider: boolean;
  /** No variable names a mail server: an admin sets one on the page. */
  setsMailServer: boolean;
  /** Pages and API, sockets, and jobs are processes of their own; people come by `desk.enterFromAfar`, where a proxy brings them together. */
  hasRoles: boolean;
}

/**
 * A journey of people through the built product. One server and one database serve them all, kept while journeys
 * succeed; after one that failed the next begins with fresh ones. Each journey opens and closes its own browsers.
 */
export const test = base.extend<{ desk: Desk }, { stage: Stage } & Wishes>({
  hasProvider: [false, { option: true, scope: "worker" }],
  setsMailServer: [false, { option: true, scope: "worker" }],
  hasRoles: [false, { option: true, scope: "worker" }],
  stage: [
    async ({ hasProvider, setsMailServer, hasRoles }, provide) => {
      process.env["NEXTAUTH_SECRET"] = TEST_SECRET;
      const proxy = await CompanyProxy.open();
      const mail = await startMailServer();
      const provider = hasProvider ? await startProvider() : null;
      const settings = {
        ALLOWED_ORIGINS: proxy.url,
        ...(setsMailServer
          ? {}
          : { SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MAIL_FROM: "Help desk <desk@example.org>" }),
        MAIL_DELAY_SECONDS: "0",
        ...provider?.settings("Company login"),
      };
      const redis = hasRoles ? await startRedis() : null;
      const server = await startBuiltServer(
        { ...settings, ...(redis ? { REDIS_URL: redis.url, PROCESS_ROLE: "web" } : {}) },
        { durable: false },
      );
      await provider?.registerDesk(server.url);
      const wire = await TcpProxy.start(Number(new URL(server.url).port));
      proxy.target = wire.port;
      const others = redis ? await startOthers(server, { ...settings, REDIS_URL: redis.url }) : [];
      proxy.socketTarget = others[0]?.port ?? null;
      try {
        const cast = await makeCast();
        await (provider && giveProvider(server, cast));
        await provide({ server, cast, proxy, wire, mail, provider });
      } finally {
        await proxy.close();
        await wire.close();
        await provider?.close();
        await Promise.all(others.map((one) => one.stop()));
        await server.stop();
        await redis?.stop();
        await mail.stop();
      }
    },
    { scope: "worker", timeout: START_MILLISECONDS },
  ],
  desk: async ({ browser, stage }, provide) => {
    const desk = new Desk(browser, stage);
    const before = await readSettings(stage.cast.organisation.id);
    await provide(desk);
    await desk.leave();
    expect(await readSettings(stage.cast.organisation.id), "the settings that a journey leaves").toEqual(
      before,
    );
    stage.proxy.block("nothing");
    stage.wire.resume();
  },
});

/** Only where it is wanted: the provider's code takes long to load. */
async function startProvider(): Promise<TestProvider> {
  const { TestProvider: made } = await import("@/testing/providers/provider");
  return await made.start();
}

/** The processes with the sockets and with the jobs, in this order. */
async function startOthers(
  server: BuiltServer,
  settings: Record<string, string>,
): Promise<{ port: number; stop(): Promise<void> }[]> {
  return await Promise.all(
    ["realtime", "worker"].map((role) => server.startBeside({ ...settings, PROCESS_ROLE: role })),
  );
}

export { expect };

/** Variables are those of the first organisation, which the server has made itself: now the cast's goes before it. */
async function giveProvider(server: BuiltServer, { organisation }: Cast): Promise<void> {
  await pool().query("UPDATE organisations SET created_at = '2000-01-01' WHERE id = $1", [organisation.id]);
  await until(
    "the provider stands on the sign-in page",
    async () => (await (await fetch(`${server.url}/sign-in`)).text()).includes("/api/auth/oidc/start"),
    30_000,
  );
}
