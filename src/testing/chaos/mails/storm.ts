import { setTimeout as sleep } from "node:timers/promises";
import type { AccessChanges } from "../actions/access";
import type { Action } from "../actions/loop";
import type { FaultLog } from "../fault-log";
import type { Random } from "../random";
import type { Stage } from "../stage";
import { letHourPass } from "./hours";

/** What goes wrong with mail, what admins do about it, and the merges of people, whose mails move. */
export function mailStorm(stage: Stage, access: AccessChanges, random: Random, faultLog: FaultLog): Action[] {
  const cut = async (): Promise<void> => {
    const index = random.between(0, stage.post.lines.length - 1);
    const line = stage.post.lines[index];
    const end = faultLog.begin(`process ${index}: line to its mail server stalled`, [`mail:${index}`]);
    line?.stall();
    await sleep(random.between(200, 1_500));
    line?.cut();
    line?.resume();
    end();
    faultLog.count("lines to mail servers cut");
  };
  const passHour = async (): Promise<void> => {
    // The database may be away just then: the hour passes later.
    await letHourPass().then(
      () => faultLog.count("hours of mail"),
      () => undefined,
    );
  };
  return [passHour, () => access.merge(), cut, passHour, () => access.merge(), () => access.releaseMails()];
}
