import { describe, expect, it } from "vitest";
import { isOneOfSeveral, partsOf, processRole } from "./process-role";

const all = { isWeb: true, hasSockets: true, runsJobs: true };

describe("PROCESS_ROLE", () => {
  it.each([
    ["all", all],
    ["ALL", all],
    ["web, realtime,worker", all],
    ["worker,all", all],
    ["web", { isWeb: true, hasSockets: false, runsJobs: false }],
    ["Realtime", { isWeb: false, hasSockets: true, runsJobs: false }],
    ["worker", { isWeb: false, hasSockets: false, runsJobs: true }],
    ["web,worker,web", { isWeb: true, hasSockets: false, runsJobs: true }],
  ])("%s is these parts", (value, parts) => {
    const roles = processRole.parse(value);
    expect(partsOf(roles)).toEqual(parts);
    expect(isOneOfSeveral(roles)).toBe(Object.values(parts).includes(false));
  });

  it.each(["", "web,", "webs", "web;worker", "web worker", "none"])("is refused as %j", (value) => {
    expect(processRole.safeParse(value).success).toBe(false);
  });
});
