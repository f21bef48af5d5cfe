import { describe, expect, it } from "vitest";
import { allowedHostText, parseAllowedHost } from "./allowed-host";

const read = (text: string): string | null => {
  const host = parseAllowedHost(text);
  return host && allowedHostText(host);
};

describe("a host that webhooks may reach", () => {
  it.each([
    ["hook.example.org", "hook.example.org"],
    [" Hook.Example.ORG. ", "hook.example.org"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["hook.example.org:8080", "hook.example.org:8080"],
    ["hook.example.org:80", "hook.example.org:80"],
    ["10.0.0.7", "10.0.0.7"],
    ["10.0.0.7:80", "10.0.0.7:80"],
    ["0x7f.1", "127.0.0.1"],
    ["10.0.0.0/8", "10.0.0.0/8"],
    ["fd00::/8", "fd00::/8"],
    ["FD00:0::1", "[fd00::1]"],
    ["[fd00::1]:8080", "[fd00::1]:8080"],
    ["[::1]", "[::1]"],
    ["::1", "[::1]"],
    ["fd00::1:8080", "[fd00::1:8080]"],
    ["localhost", "localhost"],
  ])("%s is %s", (text, expected) => {
    expect(read(text)).toBe(expected);
    expect(read(expected)).toBe(expected);
  });

  it.each([
    "",
    " ",
    "http://hook.example.org",
    "hook.example.org/path",
    "user@hook.example.org",
    "*.example.org",
    "hook.example.org:0x50",
    "hook.example.org:99999",
    "example.org/8",
    "10.0.0.0/33",
    "fd00::/129",
    "10.0.0.0:80/8",
    "a b",
    "?",
    "#",
  ])("%s is none", (text) => {
    expect(read(text)).toBeNull();
  });
});
