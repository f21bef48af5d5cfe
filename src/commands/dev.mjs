import { prepare } from "./bootstrap/prepare.mjs";
import { giveUp, loadBundle } from "./run.mjs";

process.env.NODE_ENV = "development";
try {
  await prepare();
  await loadBundle("dev");
} catch (error) {
  giveUp(error);
}
