import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { v7 } from "uuid";
import { beforeAll, expect, it } from "vitest";
import { mountedRoutes } from "@/app/mounted-routes";
import { flushTallies } from "@/server/audit/tally";
import { pool } from "@/server/database/database";
import { projectRoot } from "@/server/process/root";
import type { Actor } from "@/shared/roles";
import { setUpAccounts } from "../accounts";
import { callRoute, type RequestOptions } from "../http/requests";
import type { ApiAnswer } from "../http/client";
import { AUDITED } from "./audited";

const accounts = setUpAccounts({ settings: { registration: true, guestForm: true } });
const MUTATIONS = ["POST", "PUT", "PATCH", "DELETE"];
let admin: Actor;

beforeAll(async () => {
  admin = await accounts.makeActor({ role: "admin" });
});

async function callByName(route: string, options: RequestOptions): Promise<ApiAnswer> {
  const [method = "", pattern = ""] = route.split(" ");
  const found = mountedRoutes.find((one) => one.method === method && one.pattern === pattern);
  if (!found) {
    throw new Error(`there is no ${route}`);
  }
  const path = pattern.replace(/\[(\w+)\]/g, (_, name: string) => options.params?.[name] ?? v7());
  return await callRoute(found.handler, { path, ...options, method });
}

/** How often this was audited, counted-up entries with their count. */
async function timesAudited(action: string): Promise<number> {
  await flushTallies();
  const { rows } = await pool().query<{ times: number }>(
    "SELECT coalesce(sum(count), 0)::int AS times FROM audit_entries WHERE organisation_id = $1 AND action = $2",
    [accounts.organisation.id, action],
  );
  return rows[0]?.times ?? 0;
}

it("every route that changes something is said to leave an entry, or why it leaves none", () => {
  const changing = mountedRoutes
    .filter(({ method }) => MUTATIONS.includes(method))
    .map(({ method, pattern }) => `${method} ${pattern}`);
  expect(Object.keys(AUDITED).sort()).toEqual(changing.sort());
});

it.each(
  Object.entries(AUDITED).flatMap(([route, audited]) =>
    "exempt" in audited ? [] : [[route, audited] as const],
  ),
)("%s leaves its entry when it succeeds", async (route, audited) => {
  if ("shownBy" in audited) {
    const file = join(projectRoot(), audited.shownBy);
    expect(existsSync(file) && readFileSync(file, "utf8").includes(`"${audited.action}"`)).toBe(true);
    return;
  }
  const before = await timesAudited(audited.action);
  let ended = before;
  const { status } = await audited.succeed({
    accounts,
    admin,
    call: async (options) => {
      // What led here may have left the same.
      ended = await timesAudited(audited.action);
      return await callByName(route, options);
    },
    before: callByName,
  });
  expect(status).toBeLessThan(300);
  expect(await timesAudited(audited.action)).toBe(ended + 1);
});
