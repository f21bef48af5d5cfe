import { buildPages, prepare } from "./bootstrap/prepare.mjs";
import { giveUp } from "./run.mjs";

// Everything that `npm start` makes before it runs; for deployments, where building and starting are two steps.
try {
  await prepare(buildPages);
} catch (error) {
  giveUp(error);
}
