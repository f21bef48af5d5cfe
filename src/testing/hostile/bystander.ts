import { fork, type ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { bundleProgram } from "../processes/server";
import { waitsSchema, type BystanderOrder, type Waits } from "./bystander-orders";

/** A bystander at work, in a process of its own, whose waits are measured all the time. */
export interface Bystander {
  /** The longest waits since this was last called. */
  take(): Promise<Waits>;
  stop(): void;
}

/** Starts the bystander; resolves when they are at work. */
export async function startBystander(order: BystanderOrder): Promise<Bystander> {
  const program = await bundleProgram("hostile/bystander-main.ts");
  const child = fork(program, [], { execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] });
  await said(child);
  child.send(order);
  return {
    take: async () => {
      const answer = said(child);
      child.send("take");
      return waitsSchema.parse(await answer);
    },
    stop: () => {
      child.kill("SIGKILL");
      rmSync(program, { force: true });
    },
  };
}

function said(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`the bystander ended with ${code}`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message);
    });
  });
}
