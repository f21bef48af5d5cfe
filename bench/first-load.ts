import { resolve } from "node:path";
import { readFirstLoad } from "@/testing/processes/first-load";

/**
 * `npm run bench:first-load`: the JavaScript that a browser loads for a page which it opens first, as the build's manifests
 * name it: in files, in kB and in kB after gzip. `npm run bench:first-load -- FOLDER` reads what was built in another folder.
 */
const PAGES = {
  "/sign-in": "(auth)/sign-in",
  "/tickets": "(desk)/tickets",
  "/tickets/[ticket]": "(desk)/tickets/[ticket]",
  "/admin": "(desk)/admin",
  "/account": "(desk)/account",
};

for (const [path, page] of Object.entries(PAGES)) {
  const load = readFirstLoad(resolve(process.argv[2] ?? "."), page);
  if (!load) {
    console.info(`${path.padEnd(18)} is no page of this build`);
    continue;
  }
  const [whole, packed] = [load.kilobytes, load.packedKilobytes].map((size) => size.toFixed(0).padStart(5));
  console.info(
    `${path.padEnd(18)} ${String(load.texts.length).padStart(3)} files ${whole} kB ${packed} kB after gzip`,
  );
}
