import { runCommand } from "./console/run-command";
import { carryOut } from "./secrets/carry-out";
import { readOptions, USAGE } from "./secrets/options";

await runCommand({ usage: USAGE, read: readOptions, act: carryOut });
