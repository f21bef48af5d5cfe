import { existsSync, readFileSync } from "node:fs";
import { PrepareError, step } from "./progress.mjs";
import { run } from "./run-program.mjs";

/** What the tests drive from outside, and the Debian package that brings it; `instead` does as well, and takes longer. */
const TOOLS = [
  {
    packageName: "chromium-headless-shell",
    paths: ["/usr/bin/chromium-headless-shell"],
    instead: "/usr/bin/chromium",
  },
  { packageName: "redis-server", paths: ["/usr/bin/redis-server"] },
  { packageName: "nginx", paths: ["/usr/sbin/nginx"] },
  { packageName: "openssl", paths: ["/usr/bin/openssl"] },
  { packageName: "slapd", paths: ["/usr/sbin/slapd"] },
  { packageName: "haproxy", paths: ["/usr/sbin/haproxy"] },
];

/** Installs what the tests need and is not there (as root on Debian), or says the one line that does. */
export async function installTestTools() {
  const missing = TOOLS.filter((tool) => !tool.paths.some((path) => existsSync(path)));
  if (missing.length === 0) {
    return;
  }
  const isNeeded = missing.some(({ instead }) => instead === undefined || !existsSync(instead));
  const names = missing.map(({ packageName }) => packageName).join(" ");
  const line = `apt-get update && apt-get install -y --no-install-recommends ${names}`;
  if (process.getuid?.() !== 0 || !isDebian()) {
    if (isNeeded) {
      throw new PrepareError(
        `The tests need programs that are not on this machine. As root:\n\n    ${line}\n`,
      );
    }
    return;
  }
  await step(`Installing ${names} for the tests`, async () => {
    const { code, output } = await run("sh", ["-c", line], { DEBIAN_FRONTEND: "noninteractive" });
    if (code !== 0 && isNeeded) {
      throw new PrepareError(`The tests' programs could not be installed. As root:\n\n    ${line}\n`, output);
    }
  });
}

function isDebian() {
  return (
    existsSync("/etc/os-release") && /^ID(_LIKE)?=.*debian/m.test(readFileSync("/etc/os-release", "utf8"))
  );
}
