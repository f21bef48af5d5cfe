import { expect, it } from "vitest";
import { listRouteFiles } from "@/testing/http/api-routes";
import { mountedRoutes } from "./mounted-routes";

it("every route of the API is answered by the server itself, with all its methods", async () => {
  const files = listRouteFiles();
  expect(files.length).toBeGreaterThan(30);
  for (const { file, pattern } of files) {
    const route: object = await import(/* @vite-ignore */ file);
    const methods = Object.keys(route).filter((name) => /^[A-Z]+$/.test(name));
    const mounted = mountedRoutes.filter((one) => one.pattern === pattern).map((one) => one.method);
    expect(mounted.sort(), pattern).toEqual([...methods, "*"].sort());
  }
});

it("a fixed segment of a path is matched before a parameter", () => {
  const catchAlls = mountedRoutes.map((route) => route.pattern.includes("[..."));
  expect(catchAlls.indexOf(true)).toBeGreaterThan(catchAlls.lastIndexOf(false));
  expect(mountedRoutes.at(-1)?.pattern).toBe("/api/[...rest]");
});
