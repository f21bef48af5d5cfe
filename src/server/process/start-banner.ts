import { networkInterfaces } from "node:os";
import type { Env } from "./env";

/** A person of the demo, as shown on the console. */
export interface DemoPerson {
  name: string;
  role: string;
  email: string;
  password: string;
}

/** The content of the block at the end of a start. */
export interface BannerFacts {
  env: Env;
  isDevelopment: boolean;
  demoPeople: readonly DemoPerson[];
  /** The address that makes the first admin, when there is none yet. */
  firstRunUrl: string | null;
  colours: boolean;
}

/** Writes the block to the terminal, if there is one. */
export function printBanner(facts: Omit<BannerFacts, "colours">): void {
  // It is not needed under a process manager, and one of several processes is enough; except for the first admin's link.
  const isWatched = process.env["pm_id"] === undefined && (process.env["NODE_APP_INSTANCE"] ?? "0") === "0";
  if (isWatched || facts.firstRunUrl !== null) {
    process.stdout.write(banner({ ...facts, colours: process.stdout.isTTY }));
  }
}

/** The friendly block at the end of a start: at most 80 columns wide. */
export function banner({ env, isDevelopment, demoPeople, firstRunUrl, colours }: BannerFacts): string {
  const bold = (text: string): string => (colours ? `\u001b[1m${text}\u001b[0m` : text);
  const alarm = (text: string): string => (colours ? `\u001b[1;31m${text}\u001b[0m` : text);
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
  if (env.demo && env.outwardSigns.length > 0) {
    lines.push("", ...publicDemo(env.outwardSigns).map((line) => `  ${alarm(line)}`));
  }
  if (env.outwardSigns.length === 0) {
    lines.push("", "  Only this machine should reach it. To let your network in, start it with:");
    lines.push(`    HOST=0.0.0.0 NEXTAUTH_URL=http://${lanAddress()}:${env.port} DEMO=0 npm start`);
  }
  lines.push("", "  To stop it: Ctrl+C");
  return `\n${lines.join("\n")}\n\n`;
}

/** A demo beside a public address: it was asked for, but its consequences may be unknown. */
function publicDemo(signs: readonly string[]): string[] {
  return [
    "WARNING: DEMO=1, and others than this machine can reach this desk:",
    ...signs.map((sign) => `  ${sign.length > 70 ? `${sign.slice(0, 69)}…` : sign}`),
    "Everybody there can sign in as any of the demo's people, admins too, with the",
    "password that the sign-in page shows, and can make accounts of their own.",
    "Put nothing real into it. For a real help desk: DEMO=0",
  ];
}

function lanAddress(): string {
  const found = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find((address) => address.family === "IPv4" && !address.internal);
  return found?.address ?? "this-machine";
}
