import { runCommand } from "./console/run-command";
import { carryOut } from "./organisation/carry-out";
import { readWish, USAGE } from "./organisation/wish";

await runCommand({ usage: USAGE, read: readWish, act: carryOut });
