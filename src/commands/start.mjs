import { startInstances } from "./bootstrap/instances.mjs";
import { buildPages, prepare } from "./bootstrap/prepare.mjs";
import { giveUp, loadBundle } from "./run.mjs";

// The server runs in this very process: npm, the terminal and a process manager then signal it directly.
process.env.NODE_ENV = "production";
try {
  const instances = await prepare(async () => {
    const { checkSettings } = await loadBundle("check-settings");
    const settings = await checkSettings();
    await buildPages();
    return settings.instances;
  });
  if (instances > 1 && process.env["NODE_APP_INSTANCE"] === undefined) {
    startInstances(instances);
  } else {
    await loadBundle("server");
  }
} catch (error) {
  giveUp(error);
}
