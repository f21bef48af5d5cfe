import "./settings";
import { mountedRoutes } from "@/app/mounted-routes";
import { closeDatabase, connectDatabase } from "@/server/database/database";
import { startTemporaryDatabase } from "@/server/database/temporary-database";
import { migrate } from "@/server/migrations/migrate";
import { env } from "@/server/process/env";
import { forgetLimits } from "@/server/rate-limits/limits";
import { hashPassword } from "@/server/sign-in/passwords";
import { startDesk } from "@/testing/desk/desk";
import { makeOrganisation, makePerson } from "@/testing/factories";
import { accountQuestions } from "@/testing/hardening/account-questions";
import { setMailServer } from "@/testing/mail";
import { comparePairs } from "./rank-test";

/**
 * `npm run bench:equal-time [-- 200]`: whether the time of an answer tells that an address has an account. So many pairs a way: one question about an
 * account, one about nobody, in turns of either order, so that what slows the machine down slows both. A ratio near 1 with a p that is not small shows no
 * difference; run it on a machine that does nothing else.
 */
const pairs = Number(process.argv[2] ?? 200);
/** Until everything is compiled and remembered that will be. */
const WARM_UP = 10;

const database = await startTemporaryDatabase();
try {
  await migrate(database.url);
  connectDatabase(database.url);
  const desk = await startDesk({ ...env(), port: 0 }, database.url, mountedRoutes);
  setMailServer({
    host: "127.0.0.1",
    port: 1,
    isSecure: false,
    auth: null,
    from: { name: null, address: "desk@example.org" },
  });
  const organisation = await makeOrganisation({ settings: { registration: true, guestForm: true } });
  const passwordHash = await hashPassword("four words not guessable 7391");
  for (const { what, ask } of accountQuestions(desk.url)) {
    const times: [number, number][] = [];
    for (let turn = 0; turn < pairs + WARM_UP; turn += 1) {
      // Each a new one: what is remembered of an address must not be what differs.
      const { email } = await makePerson(organisation, { role: "agent", passwordHash });
      const spent = async (address: string): Promise<number> => {
        forgetLimits();
        const began = performance.now();
        await (await ask(address, turn)).arrayBuffer();
        return performance.now() - began;
      };
      const nobody = `nobody-${turn}-${what.length}@example.org`;
      const isFirst = turn % 2 === 0;
      const one = isFirst ? await spent(email) : 0;
      const other = await spent(nobody);
      times.push([isFirst ? one : await spent(email), other]);
    }
    const { ratio, p } = comparePairs(times.slice(WARM_UP));
    console.info(`${what.padEnd(45)} ratio ${ratio.toFixed(3)}  p ${p.toFixed(3)}`);
  }
  await desk.close();
  await closeDatabase();
} finally {
  await database.stop();
}
