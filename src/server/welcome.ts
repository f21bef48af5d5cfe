import { networkInterfaces } from "node:os";
import { isLoopbackHost } from "./env-schema";
import type { Env } from "./env";

/** A person of the demo, as shown to whoever tries it. */
export interface DemoPerson {
  name: string;
  role: string;
  email: string;
  password: string;
}

/** What the block at the end of a start tells. */
export interface Welcome {
  env: Env;
  isDevelopment: boolean;
  demoPeople: readonly DemoPerson[];
  /** The address that makes the first admin, when there is none yet. */
  firstRunUrl: string | null;
  colours: boolean;
}

/** The friendly block at the end of a start: at most 80 columns wide. */
export function welcome({ env, isDevelopment, demoPeople, firstRunUrl, colours }: Welcome): string {
  const bold = (text: string): string => (colours ? `\u001b[1m${text}\u001b[0m` : text);
  const accent = (text: string): string => (colours ? `\u001b[36m${text}\u001b[0m` : text);
  const lines = [bold(isDevelopment ? "Helpejo is running, for development." : "Helpejo is running."), ""];
  lines.push(`  Open    ${accent(env.publicUrlIsSet ? env.publicUrl : `http://localhost:${env.port}`)}`);
  lines.push(`  Data    ${env.dataDir}${env.databaseUrl ? " (files; the rest in DATABASE_URL)" : ""}`);
  if (firstRunUrl) {
    lines.push("", "  Nobody can sign in yet. Make the first admin here:", `  ${accent(firstRunUrl)}`);
  }
  if (env.demo && demoPeople.length > 0) {
    lines.push("", `  ${bold("This is a demo.")} Sign in as one of these people:`, "");
    const width = Math.max(...demoPeople.map((person) => person.email.length));
    for (const { role, email, password } of demoPeople) {
      lines.push(`    ${role.padEnd(7)} ${email.padEnd(width)}  ${password}`);
    }
    lines.push("", "  To leave the demo and begin for real: npm run demo:clear");
  }
  if (isLoopbackHost(env.host)) {
    const demo = env.demo ? "DEMO=1 " : "";
    lines.push("", "  Only this machine can reach it. To let your network in, start it with:");
    lines.push(`    HOST=0.0.0.0 NEXTAUTH_URL=http://${lanAddress()}:${env.port} ${demo}npm start`);
  }
  lines.push("", "  To stop it: Ctrl+C");
  return `\n${lines.join("\n")}\n\n`;
}

function lanAddress(): string {
  const found = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find((address) => address.family === "IPv4" && !address.internal);
  return found?.address ?? "this-machine";
}
