import { prepare } from "./bootstrap/prepare.mjs";
import { giveUp } from "./run.mjs";

// Packages, Prisma client and bundles, as far as they are missing or old: what checks and tests need, without the pages.
try {
  await prepare();
} catch (error) {
  giveUp(error);
}
