import { runCommand } from "./console/run-command";
import { carryOut } from "./organisation/carry-out";
import { readOptions, USAGE } from "./organisation/options";

await runCommand({ usage: USAGE, read: readOptions, act: carryOut });
