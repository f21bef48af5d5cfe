import { createServer } from "node:net";
import { env, type Env } from "@/server/process/env";
import { portTaken } from "@/server/http/port-holder";
import { explainFailure } from "@/server/process/start-error";

/** Checks the settings and the port before minutes are spent on building; prints the problem and exits with 1. */
export async function checkSettings(): Promise<Env> {
  try {
    const settings = env();
    await probe(settings);
    return settings;
  } catch (error) {
    process.stderr.write(explainFailure(error));
    process.exit(1);
  }
}

/** Only a taken port is reported here; the server reports everything else when it listens. */
function probe({ host, port }: Env): Promise<void> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? reject(portTaken(host, port)) : resolve(),
    );
    server.listen({ host, port }, () => server.close(() => resolve()));
  });
}
