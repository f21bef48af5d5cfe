import { describe, expect, it } from "vitest";
import { isForwarded, originOf, readCaller } from "./addresses";

const PROXY = "10.0.0.1";

describe("the caller of a request", () => {
  it("is the connection's peer when no proxy is trusted, whatever the headers say", () => {
    const headers = {
      host: "Desk:3003",
      "x-forwarded-for": "1.2.3.4",
      "x-forwarded-proto": "https",
      "x-forwarded-host": "evil.example",
    };
    expect(readCaller(headers, "::ffff:192.168.0.9", 0)).toEqual({
      address: "192.168.0.9",
      protocol: "http",
      host: "desk:3003",
    });
  });

  it("is the last entry behind one proxy: what stands left of it was invented by the client", () => {
    const headers = {
      host: "inner",
      "x-forwarded-for": "6.6.6.6, 203.0.113.7",
      "x-forwarded-proto": "https",
      "x-forwarded-host": "help.example.org",
    };
    expect(readCaller(headers, PROXY, 1)).toEqual({
      address: "203.0.113.7",
      protocol: "https",
      host: "help.example.org",
    });
  });

  it("is the last entry but one behind two proxies", () => {
    expect(readCaller({ "x-forwarded-for": "6.6.6.6, 203.0.113.7, 10.0.0.2" }, PROXY, 2).address).toBe(
      "203.0.113.7",
    );
  });

  it("is the first entry when there are fewer than proxies", () => {
    expect(readCaller({ "x-forwarded-for": "203.0.113.7" }, PROXY, 3).address).toBe("203.0.113.7");
  });

  it("is the connection's peer when the proxy sends no header", () => {
    expect(readCaller({ host: "h" }, PROXY, 1)).toEqual({ address: PROXY, protocol: "http", host: "h" });
  });

  it.each([
    ["203.0.113.7:5123", "203.0.113.7"],
    ["[2001:db8::1]:443", "2001:db8::1"],
    ["2001:db8::1", "2001:db8::1"],
    ["unknown", PROXY],
    ["<script>", PROXY],
    ["", PROXY],
  ])("has an address without port or brackets, or the proxy's when %s is none", (input, address) => {
    expect(readCaller({ "x-forwarded-for": input }, PROXY, 1).address).toBe(address);
  });

  it("never becomes the invented entry because the proxy's own is unreadable", () => {
    expect(readCaller({ "x-forwarded-for": "6.6.6.6, unknown" }, PROXY, 1).address).toBe(PROXY);
  });
});

describe("the origin of a request", () => {
  const allowed = ["https://help.example.org", "http://localhost:3003", "http://127.0.0.1:3003"];
  const at = (host: string | null, protocol: "http" | "https" = "http"): string =>
    originOf({ address: "", protocol, host }, allowed, "https://help.example.org").origin;

  it("is the allowed one of its host", () => {
    expect(at("127.0.0.1:3003")).toBe("http://127.0.0.1:3003");
    expect(at("help.example.org")).toBe("https://help.example.org");
    expect(at("help.example.org:443", "https")).toBe("https://help.example.org");
  });

  it("is the public address when the host is unknown or missing", () => {
    expect(at("evil.example")).toBe("https://help.example.org");
    expect(at(null)).toBe("https://help.example.org");
  });
});

describe("what came through a proxy", () => {
  it.each(["x-forwarded-for", "x-forwarded-proto", "forwarded", "x-real-ip", "via"])(
    "was forwarded when it has %s",
    (name) => {
      expect(isForwarded({ [name]: "x" })).toBe(true);
      expect(isForwarded({ host: "x" })).toBe(false);
    },
  );
});
