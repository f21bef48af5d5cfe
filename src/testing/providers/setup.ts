import { afterAll, beforeAll } from "vitest";
import { forgetShared } from "@/server/process/globals";
import { env } from "@/server/process/env";
import { setUpDesk, type TestDesk } from "../desk/setup";
import { ProviderBrowser } from "./provider-browser";
import { TestProvider } from "./provider";

/** A help desk with an identity provider. */
export interface ProviderDesk {
  desk: TestDesk;
  provider(): TestProvider;
  browser(): ProviderBrowser;
  /** Runs `work` with other settings of the provider. */
  withSettings(settings: Record<string, string>, work: () => Promise<void>): Promise<void>;
}

/** Gives the calling test file a help desk with an identity provider. */
export function setUpProviderDesk(): ProviderDesk {
  let provider: TestProvider | null = null;
  const there = (): TestProvider => {
    if (!provider) {
      throw new Error("the provider is there once the tests run");
    }
    return provider;
  };
  beforeAll(async () => {
    provider = await TestProvider.start();
    setVariables(provider.settings("Company login"));
  });
  afterAll(async () => {
    await provider?.close();
  });
  const desk = setUpDesk();
  beforeAll(async () => {
    await there().registerDesk(desk.url(), env().publicUrl);
  });
  return {
    desk,
    provider: there,
    browser: () => new ProviderBrowser(desk.url(), env().publicUrl),
    withSettings: async (settings, work) => {
      const before = Object.fromEntries(Object.keys(settings).map((name) => [name, process.env[name] ?? ""]));
      setVariables(settings);
      try {
        await work();
      } finally {
        setVariables(before);
      }
    },
  };
}

function setVariables(values: Record<string, string>): void {
  Object.assign(process.env, values);
  forgetShared("env");
  forgetShared("provider-settings");
}
