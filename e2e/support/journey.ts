import { test as base } from "@playwright/test";
import { startBuiltServer, TEST_SECRET, type BuiltServer } from "@/testing/processes/built-server";
import { TcpProxy } from "@/testing/processes/tcp-proxy";
import { startMailServer, type TestMailServer } from "@/testing/mail";
import { makeCast, type Cast } from "./cast";
import { Desk } from "./desk";
import { CompanyProxy } from "./company-proxy";

const START_MILLISECONDS = 120_000;

/** What journeys share: the running product, and the people in its database. */
interface Stage {
  server: BuiltServer;
  cast: Cast;
  proxy: CompanyProxy;
  wire: TcpProxy;
  mail: TestMailServer;
}

/**
 * A journey of people through the built product. One server and one database serve them all, kept while journeys
 * succeed; after one that failed the next begins with fresh ones. Each journey opens and closes its own browsers.
 */
export const test = base.extend<{ desk: Desk }, { stage: Stage }>({
  stage: [
    async ({}, provide) => {
      process.env["NEXTAUTH_SECRET"] = TEST_SECRET;
      const proxy = await CompanyProxy.open();
      const mail = await startMailServer();
      const server = await startBuiltServer({
        ALLOWED_ORIGINS: proxy.url,
        SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
        MAIL_FROM: "Help desk <desk@example.org>",
      });
      const wire = await TcpProxy.start(Number(new URL(server.url).port));
      proxy.target = wire.port;
      try {
        await provide({ server, cast: await makeCast(), proxy, wire, mail });
      } finally {
        await proxy.close();
        await wire.close();
        await server.stop();
        await mail.stop();
      }
    },
    { scope: "worker", timeout: START_MILLISECONDS },
  ],
  desk: async ({ browser, stage }, provide) => {
    const desk = new Desk(browser, stage);
    await provide(desk);
    await desk.leave();
    stage.proxy.block("nothing");
    stage.wire.resume();
  },
});

export { expect } from "@playwright/test";
