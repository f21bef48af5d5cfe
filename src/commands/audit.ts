import { runCommand } from "./console/run-command";
import { carryOut } from "./audit/carry-out";
import { readOptions, USAGE } from "./audit/options";

await runCommand({ usage: USAGE, read: readOptions, act: carryOut });
