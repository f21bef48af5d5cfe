import { runCommand } from "./console/run-command";
import { carryOut } from "./secrets/carry-out";
import { readWish, USAGE } from "./secrets/wish";

await runCommand({ usage: USAGE, read: readWish, act: carryOut });
